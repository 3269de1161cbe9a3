import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { given } from '../../test/given.ts'
import { refusalOf } from '../../test/harness.ts'
import { decliningNequi, openShop, silentNequi, type Shop } from '../../test/shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(async () => await shop.stop())

const minute = 60_000
const guest = () => shop.harness.as(given.guest())
const balance = async (code: string) => {
  const row = await shop.harness.database.system((tx) =>
    tx.selectFrom('ledger_accounts').select('balance_minor').where('code', '=', code).executeTakeFirst(),
  )
  return row?.balance_minor ?? 0
}
const poolsOf = (eventId: string) =>
  shop.harness.database.system((tx) =>
    tx.selectFrom('pools').select(['held', 'sold']).where('event_id', '=', eventId).where('kind', '=', 'type').executeTakeFirstOrThrow(),
  )
const refundsOf = (orderId: string) =>
  shop.harness.database.system((tx) => tx.selectFrom('refunds').select(['reason', 'state', 'amount_minor']).where('order_id', '=', orderId).execute())

test('P-02 two tickets paid with Nequi become two signed tickets, sold stock and a balanced sale', async () => {
  const event = await shop.event()
  const before = await balance('provider_clearing:sandbox')
  const order = await shop.buy(event, 2)
  expect(order).toMatchObject({ state: 'paid', total: { minor: 24_000_000 }, payments: [{ state: 'succeeded', method: 'nequi' }] })
  expect(order.tickets.map(({ token }) => typeof token)).toEqual(['string', 'string'])
  expect(await poolsOf(event.eventId)).toEqual({ held: 0, sold: 2 })
  expect(await balance('provider_clearing:sandbox')).toBe(before + 24_000_000)
})

test('P-03 a declined payment leaves the tickets held and the buyer tries again with another method', async () => {
  const order = await shop.hold(await shop.event(), 1)
  expect((await shop.pay(order, 'nequi', decliningNequi)).state).toBe('failed')
  await shop.harness.drain()
  expect(await shop.look(order)).toMatchObject({ state: 'held', payments: [{ state: 'failed', failure: { code: 'declined' } }] })
  await shop.pay(order, 'pse', { bankCode: '1' })
  await shop.harness.drain()
  expect((await shop.look(order)).state).toBe('paid')
})

test('P-04 money that comes after the hold gets its tickets while stock is left', async () => {
  const event = await shop.event()
  const order = await shop.hold(event, 2)
  const payment = await shop.pay(order, 'nequi', silentNequi)
  await shop.wait(14 * minute)
  shop.simulator.force(await referenceOf(payment.id), 'succeeded')
  await shop.wait(2 * minute)
  await shop.harness.run('end-expired-holds')
  expect((await shop.look(order)).state).toBe('expired')
  await shop.harness.run('poll-payments')
  await shop.harness.drain()
  expect(await shop.look(order)).toMatchObject({ state: 'paid' })
  expect(await poolsOf(event.eventId)).toEqual({ held: 0, sold: 2 })
})

test('P-04 money that comes when nothing is left goes back by itself', async () => {
  const event = await shop.event({ types: [{ quantity: 2 }] })
  const order = await shop.hold(event, 2)
  const payment = await shop.pay(order, 'nequi', silentNequi)
  await shop.wait(14 * minute)
  shop.simulator.force(await referenceOf(payment.id), 'succeeded')
  await shop.wait(2 * minute)
  await shop.harness.run('end-expired-holds')
  await shop.buy(event, 2)
  await shop.harness.run('poll-payments')
  await shop.harness.drain()
  expect((await shop.look(order)).state).toBe('late_paid')
  await shop.harness.run('work-refunds')
  await shop.harness.drain()
  expect(await refundsOf(order.id)).toEqual([{ reason: 'late_payment', state: 'succeeded', amount_minor: 24_000_000 }])
  expect(await poolsOf(event.eventId)).toEqual({ held: 0, sold: 2 })
  expect(await balance('refunds_payable')).toBe(0)
})

test('P-03 the same success told many times makes tickets once', async () => {
  const event = await shop.event()
  const order = await shop.buy(event, 1)
  await shop.harness.database.system((tx) =>
    sql`insert into outbox (id, type, organization_id, data, topics, occurred_at) select gen_random_uuid(), type, organization_id, data, topics, occurred_at from outbox where type = 'payment.succeeded' and data ->> 'orderId' = ${order.id}`.execute(
      tx,
    ),
  )
  await shop.harness.drain()
  expect((await shop.look(order)).tickets).toHaveLength(1)
  expect(await refundsOf(order.id)).toEqual([])
})

test('P-03 a second payment of the same order is given back', async () => {
  const order = await shop.hold(await shop.event(), 1)
  const first = await shop.pay(order, 'nequi', silentNequi)
  await shop.pay(order)
  await shop.harness.drain()
  expect((await shop.look(order)).state).toBe('paid')
  shop.simulator.force(await referenceOf(first.id), 'succeeded')
  await shop.wait(minute)
  await shop.harness.run('poll-payments')
  await shop.harness.drain()
  await shop.harness.run('work-refunds')
  await shop.harness.drain()
  expect(await refundsOf(order.id)).toEqual([{ reason: 'duplicate', state: 'succeeded', amount_minor: 12_000_000 }])
  expect((await shop.look(order)).tickets).toHaveLength(1)
})

test('P-03 a payment company that is down costs nobody anything: the attempt stays open and is found later', async () => {
  const order = await shop.hold(await shop.event(), 1)
  const { data } = await guest().listPaymentMethods({ orderId: order.id, token: order.link ?? '' })
  const acceptances = data.find(({ method }) => method === 'nequi')?.acceptances ?? []
  shop.simulator.setFault({ kind: 'half_answer' })
  expect(
    await refusalOf(
      guest().startPayment({ orderId: order.id, token: order.link ?? '', method: 'nequi', details: { nequiPhone: '3991111111' }, acceptances }),
    ),
  ).toBe('provider_unavailable')
  shop.simulator.setFault(undefined)
  await shop.wait(minute)
  await shop.harness.run('poll-payments')
  await shop.harness.drain()
  expect(await shop.look(order)).toMatchObject({ state: 'paid', payments: [{ state: 'succeeded' }] })
})

test('P-01 a payment needs the documents accepted, a known method and an open order', async () => {
  const order = await shop.hold(await shop.event(), 1)
  const token = order.link ?? ''
  const { data } = await guest().listPaymentMethods({ orderId: order.id, token })
  expect(await refusalOf(guest().startPayment({ orderId: order.id, token, method: 'nequi', provider: 'nobody' }))).toBe('payment_method_unavailable')
  await guest().releaseOrder({ orderId: order.id, token })
  expect(await refusalOf(guest().listPaymentMethods({ orderId: order.id, token }))).toBe('order_expired')
  expect(
    await refusalOf(
      guest().startPayment({
        orderId: order.id,
        token,
        method: 'nequi',
        acceptances: data.find(({ method }) => method === 'nequi')?.acceptances ?? [],
      }),
    ),
  ).toBe('order_expired')
})

test('P-01 a doubled click on pay is one charge', async () => {
  const order = await shop.hold(await shop.event(), 1)
  const body = {
    orderId: order.id,
    token: order.link ?? '',
    method: 'nequi' as const,
    details: { nequiPhone: '3009998877' },
    acceptances:
      (await guest().listPaymentMethods({ orderId: order.id, token: order.link ?? '' })).data.find(({ method }) => method === 'nequi')?.acceptances ??
      [],
  }
  const first = await guest().startPayment(body, { idempotencyKey: 'pay-once' })
  const second = await guest().startPayment(body, { idempotencyKey: 'pay-once' })
  expect(second.id).toBe(first.id)
  expect((await shop.look(order)).payments).toHaveLength(1)
})

test('T-18 refunding one of two tickets kills it at once, gives its stock back and half of the money', async () => {
  const event = await shop.event()
  const order = await shop.buy(event, 2)
  const [ticket] = order.tickets
  const refund = await shop.harness
    .as(shop.organizer.actor)
    .refundOrder({ orderId: order.id, ticketIds: ticket ? [ticket.id] : [], reason: 'voluntary' })
  expect(refund).toMatchObject({ amount: { minor: 12_000_000 }, state: 'approved' })
  expect(await poolsOf(event.eventId)).toEqual({ held: 0, sold: 1 })
  await shop.harness.run('work-refunds')
  await shop.harness.drain()
  expect(await shop.look(order)).toMatchObject({
    state: 'partially_refunded',
    refunded: { minor: 12_000_000 },
    payments: [{ state: 'partially_refunded' }],
  })
  expect((await shop.look(order)).tickets.map(({ state, token }) => [state, token === null])).toEqual(
    expect.arrayContaining([
      ['cancelled', true],
      ['active', false],
    ]),
  )
})

test('T-18 only who may refund refunds, and never more than was paid', async () => {
  const event = await shop.event()
  const order = await shop.buy(event, 1)
  const doorman = await given.member(shop.harness, shop.organizer.organizationId, 'door')
  const stranger = await given.organizer(shop.harness, { organization: 'Otra Firma' })
  expect(await refusalOf(shop.harness.as(doorman.actor).refundOrder({ orderId: order.id, reason: 'voluntary' }))).toBe('permission_missing')
  expect(await refusalOf(shop.harness.as(stranger.actor).refundOrder({ orderId: order.id, reason: 'voluntary' }))).toBe('not_found')
  const both = await Promise.allSettled(
    [1, 2].map(() => shop.harness.as(shop.organizer.actor).refundOrder({ orderId: order.id, reason: 'voluntary' })),
  )
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await refundsOf(order.id)).toHaveLength(1)
})

test('E-02 cancelling an event gives every buyer everything back and balances the books', async () => {
  const event = await shop.event({ title: 'Gala cancelada' })
  const orders = [await shop.buy(event, 1), await shop.buy(event, 3)]
  const open = await shop.hold(event, 1)
  await shop.harness.as(shop.organizer.actor).cancelEvent({ eventId: event.eventId, reason: 'Lluvias fuertes en la zona' })
  await shop.harness.drain()
  await shop.harness.run('work-refunds')
  await shop.harness.drain()
  for (const order of orders)
    expect(await shop.look(order)).toMatchObject({ state: 'refunded', refunded: order.total, payments: [{ state: 'refunded' }] })
  expect((await shop.look(open)).state).toBe('released')
  expect(await poolsOf(event.eventId)).toEqual({ held: 0, sold: 0 })
  expect(await balance(`organizer_payable:${shop.organizer.organizationId}:held`)).toBe(-(await heldByLiveOrders()))
})

test('P-07 the whole ledger sums to zero, and each balance is the sum of its entries', async () => {
  const { rows } = await shop.harness.database.system((tx) =>
    sql<{ off: number; drift: number }>`
    select coalesce((select sum(amount_minor) from ledger_entries), 0)::bigint as off,
      (select count(*) from ledger_accounts a where a.balance_minor <> coalesce((select sum(e.amount_minor) from ledger_entries e where e.account_id = a.id), 0))::bigint as drift`.execute(
      tx,
    ),
  )
  expect(rows).toEqual([{ off: 0, drift: 0 }])
})

/** What is still owed to the organizer: price less 10 % commission and 19 % IVA on it, of what was sold and not refunded. */
async function heldByLiveOrders(): Promise<number> {
  const { rows } = await shop.harness.database.system((tx) =>
    sql<{
      minor: number
    }>`select coalesce(sum(total_minor - refunded_minor), 0)::bigint as minor from orders where state in ('paid', 'partially_refunded')`.execute(tx),
  )
  const live = rows[0]?.minor ?? 0
  return live - live * 0.1 - live * 0.1 * 0.19
}

async function referenceOf(paymentId: string): Promise<string> {
  const row = await shop.harness.database.system((tx) =>
    tx.selectFrom('payments').select('provider_ref').where('id', '=', paymentId).executeTakeFirstOrThrow(),
  )
  return row.provider_ref ?? ''
}
