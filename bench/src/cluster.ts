import { randomUUID } from 'node:crypto'
import { audit, auditMessages } from './audit.ts'
import { atRest } from './cluster/at-rest.ts'
import { showTwice } from './cluster/door.ts'
import { killHard, recovered, type Killed } from './cluster/kill.ts'
import { listenEverywhere } from './cluster/live.ts'
import { countLost } from './cluster/lost.ts'
import { startNats } from './cluster/nats-server.ts'
import { withOwnProduct, type OwnProduct } from './cluster/own-product.ts'
import { patientLines } from './cluster/patient-lines.ts'
import { sellEverything } from './cluster/sell-out.ts'
import { soldOut } from './door/tickets.ts'
import { openGateway, type Gateway } from './gateway.ts'
import { openEvent, openOrganizer, type Organizer } from './organizer.ts'
import { rounded, type Result, type Sizes } from './report.ts'

export type ClusterOptions = {
  readonly places: number
  readonly buyers: number
  /** People at the door, each of whom shows the ticket twice; tickets are bought in tens. */
  readonly people: number
  readonly nats: boolean
  readonly web: boolean
  readonly tell: (line: string) => void
}
/** The sizes of the long form. */
export const clusterSizes = ({ scale, buyers = 100 }: Sizes) => ({ places: 3_000 * scale, people: 600 * scale, buyers })

type Size = { readonly apis: number; readonly workers: number; readonly kill: readonly string[] }
type Ran = {
  /** What must be the same however many processes there are. */
  readonly results: Readonly<Record<'tickets' | 'oversold' | 'leftHeld' | 'lost' | 'admitted' | 'duplicates', number>>
  readonly ordersPerMinute: number
  readonly recoverySeconds: number
  readonly repeats: number
  readonly problems: readonly string[]
}

const alone: Size = { apis: 1, workers: 1, kill: [] }
/** The first api hears the webhooks. */
const several: Size = { apis: 2, workers: 2, kill: ['api', 'worker'] }
const patienceMs = 60_000

/** One sale and one door by two apis and two workers, of which one each is killed in the middle, against the same by one each, unharmed. */
export async function cluster(options: ClusterOptions): Promise<Result> {
  const bus = options.nats ? await startNats() : undefined
  try {
    const one = await runOn(alone, options, undefined)
    const two = await runOn(several, options, bus?.url)
    const same = JSON.stringify(one.results) === JSON.stringify(two.results)
    return {
      figures: {
        oversold: two.results.oversold,
        lost: two.results.lost,
        ordersPerMinute: two.ordersPerMinute,
        recoverySeconds: rounded(two.recoverySeconds),
        tickets: two.results.tickets,
        leftHeld: two.results.leftHeld,
        admitted: two.results.admitted,
        duplicatesRefused: two.results.duplicates,
        repeats: two.repeats,
        buyers: options.buyers,
      },
      comparedTo: { ...one.results, ordersPerMinute: one.ordersPerMinute, places: options.places, bus: bus ? 'nats' : 'none' },
      problems: [
        ...one.problems.map((problem) => `alone: ${problem}`),
        ...two.problems.map((problem) => `cluster: ${problem}`),
        ...(same ? [] : [`another result than alone: ${JSON.stringify(two.results)}, ${JSON.stringify(one.results)}`]),
      ],
    }
  } finally {
    await bus?.stop()
  }
}

async function runOn(size: Size, options: ClusterOptions, natsUrl: string | undefined): Promise<Ran> {
  const gateway = await openGateway()
  gateway.approve('webhook')
  const env = {
    PAYMENT_PROVIDERS: 'sandbox',
    SANDBOX_BASE_URL: gateway.url,
    SANDBOX_SECRET: gateway.secret,
    ...(natsUrl ? { NATS_URL: natsUrl } : {}),
  }
  try {
    return await withOwnProduct({ ...size, web: options.web ? 'built' : 'none', env, tell: options.tell }, async (product) => {
      gateway.tellNewsTo(`${product.url}/webhooks/sandbox`)
      return await run(product, gateway, size, options)
    })
  } finally {
    await gateway.stop()
  }
}

async function run(product: OwnProduct, gateway: Gateway, size: Size, { places, buyers, people, tell }: ClusterOptions): Promise<Ran> {
  const organizer = await openOrganizer(product.url)
  const types = [{ name: 'General', quantity: places, priceMinor: 9_000_000 }]
  const event = await openEvent(organizer, { title: 'La venta', capacity: places, types })
  const sold = await soldOut(product.url, organizer, 'La puerta', people)
  const key = await keyOf(organizer)
  const ears = await listenEverywhere(product, [`event:${event.eventId}:sales`, `event:${sold.event.eventId}:door`], key)
  const open = patientLines(product.urls, buyers, patienceMs)

  const accident = accidentAt(product, places / 2, size.kill)
  const [sale, door] = await Promise.all([
    sellEverything({ product, open, event, places, buyers, onSold: accident.look }),
    showTwice({ open, sold, key }),
  ])
  const recoverySeconds = await accident.over()
  await atRest(product)
  const missed = await ears.missed()
  ears.stop()
  open.close()

  const eventIds = [event.eventId, sold.event.eventId]
  const seen = await audit(product.database, [event.eventId])
  const { admitted, duplicates, others } = door
  const lost = await countLost(product, gateway, event.eventId, sale.toldPaid)
  tell(`  ${size.apis} api, ${size.workers} worker: ${seen.paid} orders in ${sale.seconds.toFixed(1)} s, ${admitted} admitted, ${lost} lost`)
  return {
    results: { tickets: seen.tickets, oversold: seen.oversold, leftHeld: seen.held, lost, admitted, duplicates },
    ordersPerMinute: Math.round((60 * seen.paid) / sale.seconds),
    recoverySeconds,
    repeats: open.faults(),
    problems: [
      ...(await audit(product.database, eventIds)).problems,
      ...(await auditMessages(product.database, [event.eventId])),
      ...sale.problems,
      ...missed,
      ...others.map((verdict) => `the door said ${verdict}`),
      ...(seen.tickets === places ? [] : [`${seen.tickets} tickets of ${places} places`]),
      ...(lost === 0 ? [] : [`${lost} lost`]),
    ],
  }
}

async function keyOf({ api, organizationId }: Organizer): Promise<string> {
  const permissions: ('door.scan' | 'events.read')[] = ['door.scan', 'events.read']
  const { secret } = await api.createApiKey({ organizationId, name: 'Puerta', permissions }, { idempotencyKey: randomUUID() })
  return secret
}

/** Kills once, when so many places are sold; `over` waits until everything runs again and says how long that took. */
function accidentAt(product: OwnProduct, places: number, names: readonly string[]) {
  let killed: Killed | undefined
  let recovery: Promise<number> = Promise.resolve(0)
  return {
    look: (sold: number): void => {
      if (killed || names.length === 0 || sold < places) return
      killed = killHard(product, names)
      product.tell(`  ${names.join(' and ')} killed when ${sold} places were sold`)
      recovery = recovered(product, killed)
      recovery.catch(() => undefined) // awaited by `over`
    },
    over: async (): Promise<number> => await recovery,
  }
}
