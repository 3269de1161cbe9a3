import type { OrderView, PaymentId } from '@fashionistas/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { given, type Person } from '../../test/given.ts'
import { refusalOf } from '../../test/harness.ts'
import { openShop, silentNequi, type Shop } from '../../test/shop.ts'
import { takeNews } from './news.ts'

let shop: Shop
let admin: Person
beforeAll(async () => {
  shop = await openShop()
  admin = await given.admin(shop.harness)
})
afterAll(async () => await shop.stop())

const asAdmin = () => shop.harness.as(admin.actor)
const system = (statement: ReturnType<typeof sql>) => shop.harness.database.system((tx) => statement.execute(tx))
const balance = async (code: string) => {
  const row = await shop.harness.database.system((tx) =>
    tx.selectFrom('ledger_accounts').select('balance_minor').where('code', '=', code).executeTakeFirst(),
  )
  return row?.balance_minor ?? 0
}

type Reviewed = { readonly order: OrderView; readonly paymentId: PaymentId; tellAgain(): Promise<unknown> }

/** An order of two tickets (240,000 pesos) whose payment the provider confirms with another amount. */
async function reviewed(minor: number, currency: 'COP' | 'USD' = 'COP'): Promise<Reviewed> {
  const order = await shop.hold(await shop.event(), 2)
  const payment = await shop.pay(order, 'nequi', silentNequi)
  const { database, world } = shop.harness
  const told = {
    reference: payment.id,
    raw: {},
    providerRef: `tx-${payment.id}`,
    status: 'succeeded',
    amount: { minor, currency },
    method: 'nequi',
  } as const
  const tellAgain = () =>
    database.system(async (tx) => {
      const { reference, provider_ref } = await tx
        .selectFrom('payments')
        .select(['reference', 'provider_ref'])
        .where('id', '=', payment.id)
        .executeTakeFirstOrThrow()
      await takeNews(tx, world, reference, { ...told, providerRef: provider_ref ?? told.providerRef })
    })
  await tellAgain()
  return { order, paymentId: payment.id, tellAgain }
}

test('P-04 a payment of another amount is shown for review with both amounts', async () => {
  const { order, paymentId } = await reviewed(23_900_000)
  const { reviews } = await asAdmin().getPlatformHealth({})
  expect(reviews.data.find(({ id }) => id === paymentId)).toMatchObject({
    orderCode: order.code,
    expected: { minor: 24_000_000, currency: 'COP' },
    told: { minor: 23_900_000, currency: 'COP' },
  })
  expect(JSON.stringify(reviews)).not.toContain(order.buyer.email)
})

test('P-04 a reviewed payment that is accepted becomes tickets, and the ledger shows the difference', async () => {
  const { order, paymentId, tellAgain } = await reviewed(23_900_000)
  const before = { clearing: await balance('provider_clearing:sandbox'), suspense: await balance('suspense:sandbox') }
  const decision = { paymentId, decision: 'accept', note: 'Falta una comisión' } as const
  expect(await asAdmin().settleReviewedPayment(decision, { idempotencyKey: 'accept' })).toEqual({ paymentId, decision: 'accept', refundId: null })
  expect(await asAdmin().settleReviewedPayment(decision, { idempotencyKey: 'accept' })).toMatchObject({ decision: 'accept' })
  expect(await refusalOf(asAdmin().settleReviewedPayment(decision))).toBe('payment_not_in_review')
  await shop.harness.drain()
  const paid = await shop.look(order)
  expect([paid.state, paid.tickets.length]).toEqual(['paid', 2])
  expect(await balance('provider_clearing:sandbox')).toBe(before.clearing + 23_900_000)
  expect(await balance('suspense:sandbox')).toBe(before.suspense + 100_000)
  await tellAgain() // the provider says the same again, as webhooks do
  await shop.harness.drain()
  expect((await shop.look(order)).payments.map(({ state }) => state)).toEqual(['succeeded'])
  const { rows } = await system(
    sql`select actor_id, after ->> 'note' as note from audit_log where operation = 'settleReviewedPayment' and target = ${`payment:${paymentId}`}`,
  )
  expect(rows).toEqual([{ actor_id: admin.userId, note: 'Falta una comisión' }])
})

test('P-04 a reviewed payment that is given back goes back as it came, and owes nothing in the end', async () => {
  const { order, paymentId } = await reviewed(25_000_000)
  const owed = await balance('refunds_payable')
  const { refundId } = await asAdmin().settleReviewedPayment({ paymentId, decision: 'give_back', note: 'Pagó de más' })
  expect(await balance('refunds_payable')).toBe(owed - 25_000_000)
  const { rows } = await system(sql`select amount_minor, reason, payment_id from refunds where id = ${refundId}`)
  expect(rows).toEqual([{ amount_minor: 25_000_000, reason: 'payment_reversal', payment_id: paymentId }])
  await system(sql`update refunds set state = 'manual' where id = ${refundId}`)
  const owner = shop.harness.as(shop.organizer.actor)
  const { data } = await owner.listRefunds({ organizationId: shop.organizer.organizationId })
  await owner.settleRefund({ refundId: data.find(({ id }) => id === refundId)?.id ?? fail(), evidence: 'Comprobante 17' })
  await shop.harness.drain()
  expect(await balance('refunds_payable')).toBe(owed)
  expect((await shop.look(order)).payments.map(({ state, amount }) => [state, amount.minor])).toEqual([['refunded', 25_000_000]])
  expect((await shop.look(order)).tickets).toEqual([])
})

const fail = (): never => {
  throw new Error('there is no such refund')
}

test('P-04 money in another currency cannot pay the order, only go back', async () => {
  const { paymentId } = await reviewed(6_000, 'USD')
  expect(await refusalOf(asAdmin().settleReviewedPayment({ paymentId, decision: 'accept', note: 'Dólares' }))).toBe('payment_not_acceptable')
  const { refundId } = await asAdmin().settleReviewedPayment({ paymentId, decision: 'give_back', note: 'Dólares' })
  expect((await system(sql`select amount_minor, currency from refunds where id = ${refundId}`)).rows).toEqual([
    { amount_minor: 6_000, currency: 'USD' },
  ])
})

test('P-04 only a payment that exists and is under review can be decided about', async () => {
  const order = await shop.buy(await shop.event(), 1)
  const [payment] = order.payments
  if (!payment) throw new Error('the order has no payment')
  const decide = (paymentId: PaymentId) => asAdmin().settleReviewedPayment({ paymentId, decision: 'give_back', note: 'Nada' })
  expect(await refusalOf(decide(payment.id))).toBe('payment_not_in_review')
  const { paymentId } = await reviewed(1)
  await system(sql`delete from payments where id = ${paymentId}`)
  expect(await refusalOf(decide(paymentId))).toBe('not_found')
})
