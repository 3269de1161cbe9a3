import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Tx } from '#core/database.ts'
import { drainOutbox } from '#core/outbox.ts'
import { handOnAgain } from '#core/set-aside.ts'
import { lockDoor } from '#door/lock-door.ts'
import { lockPools as lockEventPools } from '#events/pools.ts'
import { postAll } from '#ledger/post.ts'
import { lockAttempt, lockAttempts } from '#payments/attempts.ts'
import { lockOwners } from '#people/members.ts'
import { lockOrders } from '#ticketing/load-order.ts'
import { lockPools } from '#ticketing/stock.ts'
import { whileHeld } from './held-rows.ts'
import { openShop, type Shop } from './shop.ts'
import { openTables, type Tables } from './tables.ts'

let shop: Shop
let tables: Tables
let url: string
beforeAll(async () => {
  shop = await openShop()
  url = shop.harness.config.DATABASE_URL
  tables = await openTables(url)
})
afterAll(async () => {
  await tables.close()
  await shop.stop()
})

const past = '2026-01-05T10:00:00Z'
const longPast = { starts_at: past, ends_at: '2026-01-05T12:00:00Z', published_at: past }
const stage = { state: 'active', type: 'fashion', venue_name: 'Plaza Mayor', address: 'Calle 41', city: 'Medellín', capacity: 10 }
const reference = 'ref-held'

/** Work that waits in a table, and how to see that it was done. */
const queues = {
  'end-expired-holds': { table: 'orders', row: { state: 'held', expires_at: past }, isDone: "state = 'expired'" },
  'work-payment-webhooks': { table: 'webhook_inbox', row: { provider: 'sandbox', dedupe_key: `${reference}|x` }, isDone: 'worked_at is not null' },
  'poll-payments': { table: 'payments', row: { provider: 'sandbox', state: 'pending', next_poll_at: past }, isDone: `next_poll_at <> '${past}'` },
  'look-again-at-payments': {
    table: 'payments',
    row: { provider: 'sandbox', state: 'succeeded', settled_at: past, look_again_at: past },
    isDone: 'look_again_at is null',
  },
  'work-refunds': { table: 'refunds', row: { state: 'approved' }, isDone: 'attempts > 0' },
  'work-message-webhooks': { table: 'webhook_inbox', row: { provider: 'twilio', received_at: past }, isDone: 'attempts > 0' },
  'recover-unknown-messages': { table: 'deliveries', row: { state: 'sending', updated_at: past }, isDone: "state = 'queued'" },
  'write-broadcasts': { table: 'broadcasts', row: {}, isDone: 'done_at is not null' },
  'complete-ended-events': { table: 'events', row: { ...stage, ...longPast }, isDone: "state = 'completed'" },
}

const isLeftAlone = { fate: 'ends', meanwhile: false, afterwards: true }
/** What a job does with a row that another worker holds, and with the same row once it is free. */
async function fateOf(job: string, row: string, isDone: string): Promise<object> {
  const done = async () => (await tables.query<{ done: boolean }>(`select ${isDone} as done from ${row}`))[0]?.done
  let meanwhile: boolean | undefined
  const look = async () => void (meanwhile = await done())
  const fate = await whileHeld({ url, by: `select from ${row} for update` }, () => shop.harness.run(job), look)
  await shop.harness.run(job)
  return { fate, meanwhile, afterwards: await done() }
}

test.each(Object.entries(queues))(
  'R-06 %s leaves alone what another worker has in hand, and does not wait for it',
  async (job, { table, row, isDone }) => {
    const id = await tables.put(table, row)
    expect(await fateOf(job, `${table} where id = '${id}'`, isDone)).toEqual(isLeftAlone)
  },
)

test('R-06 refresh-prices leaves alone what another worker has in hand, and does not wait for it', async () => {
  const { eventId } = await shop.event()
  await tables.query('update event_prices set changes_at = $1 where event_id = $2', [past, eventId])
  expect(await fateOf('refresh-prices', `event_prices where event_id = '${eventId}'`, `changes_at is distinct from '${past}'`)).toEqual(isLeftAlone)
})

const drain = () => drainOutbox(shop.harness.database, {}, shop.harness.log)

test('R-06 two relays share the happenings, and hand on without waiting for each other', async () => {
  await shop.harness.drain()
  const id = await tables.put('outbox', { type: 'test.held' })
  expect(await whileHeld({ url, by: `select from outbox where id = '${id}' for update` }, drain)).toBe('ends')
  expect(await tables.query('select position from outbox where id = $1', [id])).toEqual([{ position: null }])
})

test('R-06 a happening that fails is put aside, and not the one before it that another relay has in hand', async () => {
  await shop.harness.drain()
  const [inHand, failing] = [await tables.put('outbox', { type: 'test.in_hand' }), await tables.put('outbox', { type: 'test.failing' })]
  const listeners = { 'test.failing': [() => Promise.reject(new Error('it fails'))] }
  const act = () => drainOutbox(shop.harness.database, listeners, shop.harness.log)
  const isWaiting = async (id: string) =>
    (await tables.query<{ waits: boolean }>('select position is null as waits from outbox where id = $1', [id]))[0]?.waits
  let meanwhile: readonly unknown[] = []
  const look = async () => void (meanwhile = [await isWaiting(inHand), await isWaiting(failing)])
  expect([await whileHeld({ url, by: `select from outbox where id = '${inHand}' for update` }, act, look), meanwhile]).toEqual([
    'ends',
    [true, false],
  ])
})

test('R-06 positions are given by one relay at a time, so that a stream never misses one', async () => {
  await tables.put('outbox', { type: 'test.ordered' })
  expect(await whileHeld({ url, by: "select pg_advisory_xact_lock(hashtext('outbox position'))" }, drain)).toBe('waits')
})

const posting = (account: string) => ({
  id: crypto.randomUUID(),
  kind: 'test',
  externalId: crypto.randomUUID(),
  orderId: null,
  organizationId: null,
  currency: 'COP',
  occurredAt: new Date(),
  newId: () => crypto.randomUUID(),
  legs: [
    { account: { code: account, kind: 'asset' as const }, amountMinor: 5 },
    { account: { code: `${account}-other`, kind: 'liability' as const }, amountMinor: -5 },
  ],
})

/** Acts that look before they write: who holds the row, also only for reading, makes them wait before they look. */
const looks: Readonly<
  Record<string, { readonly table: string; readonly row?: object; readonly act: (tx: Tx, id: string) => Promise<unknown>; readonly by?: string }>
> = {
  lockAttempt: { table: 'payments', act: (tx, id) => lockAttempt(tx, { id }) },
  lockAttempts: { table: 'payments', row: { reference }, act: (tx) => lockAttempts(tx, [reference]) },
  lockOrders: { table: 'orders', act: (tx, id) => lockOrders(tx, [id]) },
  lockPools: { table: 'pools', act: (tx, id) => lockPools(tx, [id]) },
  lockEventPools: {
    table: 'pools',
    row: { event_id: '01936f00-0000-7000-8000-0000000000ee' },
    act: (tx) => lockEventPools(tx, '01936f00-0000-7000-8000-0000000000ee'),
  },
  lockOwners: {
    table: 'memberships',
    row: { organization_id: '01936f00-0000-7000-8000-0000000000aa', joined_at: past },
    act: (tx) => lockOwners(tx, '01936f00-0000-7000-8000-0000000000aa'),
  },
  handOnAgain: { table: 'outbox', row: { position: 1_000_000 }, act: (tx, id) => handOnAgain(tx, id) },
  'postAll, of balances': { table: 'ledger_accounts', row: { code: 'held', currency: 'COP' }, act: (tx) => postAll(tx, [posting('held')]) },
}

test.each(Object.entries(looks))('R-06 %s waits for whoever holds the row', async (_, { table, row = {}, act }) => {
  const id = await tables.put(table, { ...row })
  const fate = await whileHeld({ url, by: `select from ${table} where id = '${id}' for key share` }, () =>
    shop.harness.database.system((tx) => act(tx, id)),
  )
  expect(fate).toBe('waits')
})

test('R-06 a door lets one decide at a time, and waits for a ticket that is being changed', async () => {
  const event = await shop.event()
  const order = await shop.buy(event, 1)
  const [ticket] = order.tickets
  const ids = [ticket?.id ?? '']
  const act = () => shop.harness.database.system((tx) => lockDoor(tx, event.eventId, { ids, codes: [] }))
  await act()
  const fates = [
    await whileHeld({ url, by: `select from check_in_counts where event_id = '${event.eventId}' for key share` }, act),
    await whileHeld({ url, by: `select from tickets where id = '${ids[0]}' for share` }, act),
  ]
  expect(fates).toEqual(['waits', 'waits'])
})

test('R-06 an act on an event waits for the one before it', async () => {
  const event = await shop.event()
  const client = shop.harness.as(shop.organizer.actor)
  const act = () => client.publishEvent({ eventId: event.eventId }).catch(() => undefined)
  expect(await whileHeld({ url, by: `select from events where id = '${event.eventId}' for key share` }, act)).toBe('waits')
})

test('R-06 a code is changed by one at a time', async () => {
  const event = await shop.event()
  const client = shop.harness.as(shop.organizer.actor)
  const code = await client.createCode({ eventId: event.eventId, code: 'UNO-A-UNO', worth: { kind: 'percent', percentBp: 500 } })
  const act = () => client.changeCode({ eventId: event.eventId, codeId: code.id, isActive: false }, { ifMatch: 1 }).catch(() => undefined)
  expect(await whileHeld({ url, by: `select from promo_codes where id = '${code.id}' for key share` }, act)).toBe('waits')
})
