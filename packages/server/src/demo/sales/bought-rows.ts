import type { Chance } from '../chance.ts'
import type { SeasonEvent } from '../season/make-event.ts'
import type { Row } from '../write-rows.ts'
import { orderRows } from './order-rows.ts'
import { paymentRows } from './payment-rows.ts'
import type { Sale } from './sale.ts'

const moneyStayed = ['succeeded', 'partially_refunded', 'refunded']

/** Orders and what paid for them; each order names the payment that bought its tickets. */
export function boughtRows(event: SeasonEvent, sales: readonly Sale[], chance: Chance): { readonly [table: string]: readonly Row[] } {
  const { orders = [], ...rest } = orderRows(event, sales, chance)
  const { payments, refunds } = paymentRows(event, sales, chance)
  const paidWith = new Map(payments.filter(({ state }) => moneyStayed.includes(String(state))).map((payment) => [payment['order_id'], payment['id']]))
  return { orders: orders.map((order) => ({ ...order, paid_with: paidWith.get(order['id']) ?? null })), ...rest, payments, refunds }
}
