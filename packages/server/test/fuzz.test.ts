import { addressOf } from '@fashionistas/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { operationNames, operations, type Input, type OperationName } from './operation-inputs.ts'
import { runApi, type Answer, type RunningApi } from './running-api.ts'
import { prepareSeason, type Season } from './season.ts'
import { openShop, type Shop } from './shop.ts'
import { strangeInputs } from './strange-inputs.ts'

let shop: Shop
let running: RunningApi
let season: Season
let cookie: string
beforeAll(async () => {
  shop = await openShop()
  running = await runApi(shop.harness)
  season = await prepareSeason(shop, 'Casa Orquídea')
  cookie = await signInAsOwner()
})
afterAll(async () => {
  await running.stop()
  await shop.stop()
})

/** Pictures and documents take tenths of a second to draw: fewer of them. */
const [inputs, inputsOfFiles] = [15, 4]
const atOnce = 8

async function signInAsOwner(): Promise<string> {
  const answer = await running.send('POST', '/api/v1/auth/sign-up/email', {
    body: { name: 'Ana Gómez', email: 'ana@example.co', password: 'una clave bien larga' },
    headers: { origin: 'http://localhost:3000' },
  })
  const { user } = JSON.parse(answer.text)
  await shop.harness.database.system((tx) =>
    tx
      .insertInto('memberships')
      .values({
        id: shop.harness.world.newId(),
        organization_id: season.owner.organizationId,
        user_id: String(user.id),
        email: 'ana@example.co',
        role: 'owner',
        joined_at: new Date(),
      })
      .execute(),
  )
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
}

async function send(name: OperationName, input: Input, headers: Readonly<Record<string, string>>): Promise<Answer> {
  const { method, path, rest } = addressOf(operations[name]?.route ?? '', spelled(input))
  const inQuery = method === 'GET' || method === 'DELETE'
  const query = new URLSearchParams(
    Object.entries(rest).map(([field, value]) => [field, typeof value === 'string' ? value : (JSON.stringify(value) ?? '')]),
  )
  return await running.send(method, `${path}${inQuery && query.size > 0 ? `?${query}` : ''}`, { headers, ...(inQuery ? {} : { body: rest }) })
}
/** Half of a surrogate pair cannot be written into an address; in a body it can. */
const spelled = (input: Input): Record<string, unknown> =>
  Object.fromEntries(Object.entries(input).map(([field, value]) => [field, typeof value === 'string' ? value.toWellFormed() : value]))

async function faultsOf(
  name: OperationName,
  headers: Readonly<Record<string, string>>,
): Promise<{ readonly faults: readonly string[]; readonly statuses: readonly number[] }> {
  const faults: string[] = []
  const statuses: number[] = []
  for (const input of strangeInputs(name, season, operations[name]?.file ? inputsOfFiles : inputs)) {
    const answer = await send(name, input, { ...headers, 'idempotency-key': shop.harness.world.newId(), 'if-match': '"1"' })
    statuses.push(answer.status)
    if (answer.status >= 500) faults.push(`${name} ${answer.status} ${JSON.stringify(input).slice(0, 600)}`)
  }
  return { faults, statuses }
}

async function fuzz(headers: Readonly<Record<string, string>>) {
  const endings = operationNames.filter((name) => /^(cancel|remove|release|revoke|postpone)/.test(name)) // last, so that the others find what they name
  const waiting = [...operationNames.filter((name) => !endings.includes(name)), ...endings]
  const found: Awaited<ReturnType<typeof faultsOf>>[] = []
  const worker = async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) found.push(await faultsOf(name, headers))
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return { faults: found.flatMap(({ faults }) => faults), statuses: found.flatMap(({ statuses }) => statuses) }
}

test('X-10 whatever a guest sends to any operation, the answer is never a fault of ours', { timeout: 60_000 }, async () => {
  const { faults, statuses } = await fuzz({})
  expect(faults).toEqual([])
  expect(statuses.filter((status) => status === 401).length).toBeGreaterThan(100)
})

test('X-10 whatever an owner sends to any operation, the answer is never a fault of ours', { timeout: 60_000 }, async () => {
  const { faults, statuses } = await fuzz({ cookie })
  expect(faults).toEqual([])
  expect(statuses.filter((status) => status === 200).length, 'strange inputs that were right reach the handlers too').toBeGreaterThan(100)
})
