import { prepareSeason } from './season.ts'
import { runApi } from './running-api.ts'
import { join, signUp } from './security-callers.ts'
import {
  sendAll,
  strangeBodies,
  strangeHeaders,
  strangePaths,
  strangeRequests,
  strangeSignIns,
  strangeStreams,
  strangeWebhooks,
  type Fuzzed,
  type Headers,
  type Target,
} from './security-fuzz.ts'
import { openShop, type Shop } from './shop.ts'
import type { TestDatabase } from './database.ts'

type Options = { readonly seed: number; readonly runs: number; readonly tell?: (step: string) => void; readonly on?: TestDatabase }
const owner = 'owner'

/** Everything that can be asked of the api, as a guest and as an owner. */
export async function fuzzEverything(shop: Shop, { seed, runs, tell = () => undefined }: Options): Promise<Fuzzed> {
  const running = await runApi(shop.harness)
  try {
    const found: Fuzzed[] = []
    const season = await prepareSeason(shop, 'Casa Orquídea')
    const person = await signUp({ shop, running })
    await join({ shop }, season.owner.organizationId, person, { role: owner })
    const target: Target = { url: running.url, season, seed, newId: shop.harness.world.newId }
    for (const headers of [{}, person.headers])
      for (const [what, wires] of kinds(target, headers, runs)) {
        const fuzzed = await sendAll(target, wires)
        found.push(fuzzed)
        tell(`${what} as ${'cookie' in headers ? owner : 'guest'}: ${fuzzed.requests} requests, ${fuzzed.faults.length} faults`)
      }
    return together([...found, await isAlive(target)])
  } finally {
    await running.stop()
  }
}

const kinds = (target: Target, headers: Headers, runs: number) =>
  [
    ['headers', strangeHeaders(target, headers, runs)],
    ['paths and queries', strangePaths(target, headers, runs)],
    ['bodies', strangeBodies(target, headers, runs)],
    ['live streams', strangeStreams(target, headers, runs)],
    ['inputs', strangeRequests(target, headers, runs)],
    ['sign-in', strangeSignIns(target, headers, runs)], // last: it may end the session
  ] as const

/** Webhooks of all companies, and then the jobs that work them. */
export async function fuzzWebhooks({ seed, runs, on }: Options): Promise<Fuzzed> {
  const secrets = { wompi: 'events secret', whatsapp: 'app secret', twilio: { token: 'twilio token', url: 'http://localhost:3000/webhooks/twilio' } }
  const nowhere = 'http://127.0.0.1:9' // a port that nobody listens on: what a webhook says is asked about in vain
  const env = {
    WOMPI_BASE_URL: nowhere,
    WOMPI_PUBLIC_KEY: 'pub_test_x',
    WOMPI_PRIVATE_KEY: 'prv_test_x',
    WOMPI_INTEGRITY_SECRET: 'integrity secret',
    WOMPI_EVENTS_SECRET: secrets.wompi,
    WHATSAPP_BASE_URL: nowhere,
    WHATSAPP_TOKEN: 'token',
    WHATSAPP_PHONE_NUMBER_ID: '1',
    WHATSAPP_APP_SECRET: secrets.whatsapp,
    WHATSAPP_VERIFY_TOKEN: 'verify',
    SMS_URL: 'http://AC1@127.0.0.1:9?from=%2B573000000000',
    SMS_TOKEN: secrets.twilio.token,
  }
  const shop = await openShop({ env, ...(on ? { on } : {}) })
  const running = await runApi(shop.harness)
  try {
    const target = { url: running.url, seed }
    const fuzzed = await sendAll(target, strangeWebhooks(target, { ...secrets, sandbox: shop.harness.config.SANDBOX_SECRET ?? '' }, runs))
    for (const job of shop.harness.product.jobs.filter(({ name }) => name.includes('webhook'))) await job.run()
    return together([fuzzed, await isAlive(target)])
  } finally {
    await running.stop()
    await shop.stop()
  }
}

const isAlive = async (target: Pick<Target, 'url' | 'seed'>): Promise<Fuzzed> =>
  await sendAll(target, [{ method: 'GET', path: '/readyz', headers: [] }])

function together(all: readonly Fuzzed[]): Fuzzed {
  const statuses: Record<number, number> = {}
  for (const each of all)
    for (const [status, count] of Object.entries(each.statuses)) statuses[Number(status)] = (statuses[Number(status)] ?? 0) + count
  return { requests: all.reduce((sum, { requests }) => sum + requests, 0), statuses, faults: all.flatMap(({ faults }) => faults) }
}
