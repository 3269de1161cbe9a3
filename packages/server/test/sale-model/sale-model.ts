/** What the organizer put on sale, known to the model beforehand. Pools are named: `house`, `shared`, each type, each code. */
export type Stall = {
  readonly capacities: Readonly<Record<string, number>>
  readonly types: Readonly<Record<string, { readonly admissions: number; readonly priceMinor: number; readonly isShared: boolean }>>
  readonly codes: Readonly<Record<string, { readonly percent: number; readonly maxPerBuyer: number }>>
}
type State = 'held' | 'pending_payment' | 'paid' | 'partially_refunded' | 'refunded' | 'expired' | 'released' | 'late_paid'
type Line = { readonly type: string; readonly quantity: number; readonly active: number }
export type Order = {
  readonly id: string
  readonly key: string
  readonly body: string
  readonly buyer: number
  readonly code: string | null
  readonly takes: Readonly<Record<string, number>>
  readonly lines: readonly Line[]
  readonly cancelled: readonly string[]
  readonly state: State
  readonly expiresAt: number
  readonly totalMinor: number
  readonly refundedMinor: number
  readonly wasPaid: boolean
  readonly paidWith: string | null
}
type Payment = { readonly id: string; readonly orderId: string; readonly key: string; readonly body: string; readonly state: PaymentState }
type PaymentState = 'pending' | 'succeeded' | 'failed'
/** The whole truth about one event's sale: no counters, they are sums over orders. */
export type Sale = {
  readonly now: number
  readonly orders: readonly Order[]
  readonly payments: readonly Payment[]
  /** Payments whose news wait in the outbox. */
  readonly news: readonly string[]
  /** Orders whose buyers get money back that was not sent yet. */
  readonly owed: readonly string[]
}
export const opening = (now: number): Sale => ({ now, orders: [], payments: [], news: [], owed: [] })

const minute = 60_000
const mostOpen = 4
const holds = ({ state }: Order): boolean => state === 'held' || state === 'pending_payment'
const hasTickets = ({ state }: Order): boolean => state === 'paid' || state === 'partially_refunded'

export function countersOf({ orders }: Sale, pool: string): { readonly held: number; readonly sold: number } {
  const sum = (which: (order: Order) => boolean) => orders.filter(which).reduce((total, order) => total + (order.takes[pool] ?? 0), 0)
  return { held: sum(holds), sold: sum(hasTickets) }
}

export function freeOf(stall: Stall, sale: Sale, pool: string): number {
  const { held, sold } = countersOf(sale, pool)
  return (stall.capacities[pool] ?? 0) - held - sold
}

/** How many of a type could be bought now, alone and without a code. */
export function leftOf(stall: Stall, sale: Sale, type: string): number {
  const takes = Object.entries(takesOf(stall, [{ type, quantity: 1 }], null))
  return Math.min(...takes.map(([pool, weight]) => Math.floor(freeOf(stall, sale, pool) / weight)))
}

export type Wish = {
  readonly key: string
  readonly body: string
  readonly buyer: number
  readonly code: string | null
  readonly lines: readonly { readonly type: string; readonly quantity: number }[]
}

export function takesOf(stall: Stall, lines: Wish['lines'], code: string | null): Readonly<Record<string, number>> {
  const takes: Record<string, number> = code === null ? {} : { [code]: 1 }
  for (const { type, quantity } of lines) for (const [pool, weight] of weightsOf(stall, type)) takes[pool] = (takes[pool] ?? 0) + weight * quantity
  return takes
}

function weightsOf({ types }: Stall, type: string): readonly (readonly [string, number])[] {
  const { admissions = 1, isShared = false } = types[type] ?? {}
  return [[type, 1], ['house', admissions], ...(isShared ? ([['shared', admissions]] as const) : [])]
}

export function totalOf({ types, codes }: Stall, { lines, code }: Pick<Wish, 'lines' | 'code'>): number {
  const full = lines.reduce((sum, { type, quantity }) => sum + quantity * (types[type]?.priceMinor ?? 0), 0)
  return (full * (100 - (codes[code ?? '']?.percent ?? 0))) / 100
}

/**
 * Every state that the sale may be in after a hold was answered so; none when the answer is wrong. Each reason that is true at the moment of a
 * refusal may be told. A hold that finds nothing may end expired holds first, and need not: who asked for the price was refused before.
 */
export function hold(stall: Stall, sale: Sale, wish: Wish, answer: string): readonly Sale[] {
  const known = sale.orders.find(({ key }) => key === wish.key)
  if (known) return answer === (known.body === wish.body ? `order ${known.id}` : 'idempotency_key_reused') ? [sale] : []
  const swept = expireAll(sale)
  return [sale, ...(swept === sale ? [] : [swept])].flatMap((before) => {
    const reasons = reasonsAgainst(stall, before, wish)
    if (reasons.length > 0) return reasons.includes(answer) ? [before] : []
    return answer.startsWith('order ') ? [withOrder(stall, before, wish, answer.slice(6))] : []
  })
}

function reasonsAgainst(stall: Stall, sale: Sale, { buyer, code, lines }: Wish): readonly string[] {
  const takes = Object.entries(takesOf(stall, lines, code))
  const short = takes.filter(([pool, quantity]) => freeOf(stall, sale, pool) < quantity).map(([pool]) => pool)
  const own = sale.orders.filter((order) => order.buyer === buyer)
  const open = own.filter((order) => holds(order) && order.expiresAt > sale.now)
  return [
    ...(short.some((pool) => pool !== code) ? ['sold_out'] : []),
    ...(code !== null && (short.includes(code) || usesBy(sale, code, buyer) >= (stall.codes[code]?.maxPerBuyer ?? 0)) ? ['code_used_up'] : []),
    ...(open.length >= mostOpen ? ['too_many_open_orders'] : []),
  ]
}

export const usesBy = ({ orders }: Sale, code: string, buyer: number): number =>
  orders.filter((order) => order.buyer === buyer && order.code === code && (holds(order) || hasTickets(order))).length

function withOrder(stall: Stall, sale: Sale, { key, body, buyer, code, lines }: Wish, id: string): Sale {
  const totalMinor = totalOf(stall, { lines, code })
  const isFree = totalMinor === 0
  const order: Order = {
    id,
    key,
    body,
    buyer,
    code,
    takes: takesOf(stall, lines, code),
    lines: lines.map(({ type, quantity }) => ({ type, quantity, active: isFree ? quantity * (stall.types[type]?.admissions ?? 1) : 0 })),
    cancelled: [],
    state: isFree ? 'paid' : 'held',
    expiresAt: sale.now + 10 * minute,
    totalMinor,
    refundedMinor: 0,
    wasPaid: isFree,
    paidWith: null,
  }
  return { ...sale, orders: [...sale.orders, order] }
}

const change = (sale: Sale, id: string, changed: Partial<Order>): Sale => ({
  ...sale,
  orders: sale.orders.map((order) => (order.id === id ? { ...order, ...changed } : order)),
})
const orderIn = (sale: Sale, id: string): Order => {
  const order = sale.orders.find((each) => each.id === id)
  if (!order) throw new Error(`the model has no order ${id}`)
  return order
}

/** Orders whose time is over and that nobody ended yet. */
export const overdue = (sale: Sale): readonly Order[] => sale.orders.filter((order) => holds(order) && order.expiresAt <= sale.now)
export const expire = (sale: Sale, id: string): Sale => change(sale, id, { state: 'expired' })
export const expireAll = (sale: Sale): Sale => overdue(sale).reduce((after, { id }) => expire(after, id), sale)

export function release(sale: Sale, id: string, answer: string): readonly Sale[] {
  const order = orderIn(sale, id)
  if (order.state === 'released') return answer === 'done' ? [sale] : []
  if (!holds(order)) return answer === 'order_state_wrong' ? [sale] : []
  return answer === 'done' ? [change(sale, id, { state: 'released' })] : []
}

export type Paying = {
  readonly orderId: string
  readonly key: string
  readonly body: 'approves' | 'declines' | 'is_silent'
  readonly isAlone: boolean
}
const outcomes = { approves: 'succeeded', declines: 'failed', is_silent: 'pending' } as const

/** Another attempt is allowed beside one that only waits for the payer's phone; beside one that is on its way out it may be refused. */
export function pay(sale: Sale, { orderId, key, body, isAlone }: Paying, answer: string): readonly Sale[] {
  const known = sale.payments.find((payment) => payment.key === key)
  if (known) return answer === (known.body === body ? `payment ${known.id}` : 'idempotency_key_reused') ? [sale] : []
  const order = orderIn(sale, orderId)
  if (!isAlone && answer === 'payment_open') return [sale]
  if (!holds(order)) return answer === (order.state === 'expired' || order.state === 'released' ? 'order_expired' : 'order_state_wrong') ? [sale] : []
  if (order.expiresAt <= sale.now) return answer === 'order_expired' ? [sale] : []
  if (!answer.startsWith('payment ')) return []
  const payment: Payment = { id: answer.slice(8), orderId, key, body, state: outcomes[body] }
  const held = change(sale, orderId, { state: 'pending_payment', expiresAt: sale.now + 15 * minute })
  return [{ ...held, payments: [...sale.payments, payment], news: payment.state === 'pending' ? sale.news : [...sale.news, payment.id] }]
}

/** The company tells how a payment that waited has ended. */
export function learn(sale: Sale, paymentId: string, state: 'succeeded' | 'failed'): Sale {
  if (sale.payments.find(({ id }) => id === paymentId)?.state !== 'pending') return sale
  return {
    ...sale,
    payments: sale.payments.map((payment) => (payment.id === paymentId ? { ...payment, state } : payment)),
    news: [...sale.news, paymentId],
  }
}

/** What an order does about the news of one payment. */
export function settle(stall: Stall, sale: Sale, paymentId: string): Sale {
  const payment = sale.payments.find(({ id }) => id === paymentId)
  if (!payment) throw new Error(`the model has no payment ${paymentId}`)
  const heard = { ...sale, news: sale.news.filter((id) => id !== paymentId) }
  const order = orderIn(sale, payment.orderId)
  return payment.state === 'succeeded' ? succeeded(stall, heard, order, paymentId) : failed(heard, order)
}

function succeeded(stall: Stall, sale: Sale, order: Order, paymentId: string): Sale {
  const owing = { ...sale, owed: [...sale.owed, order.id] }
  if (order.wasPaid) return owing
  if (order.state === 'late_paid') return owing
  if (!holds(order) && !fits(stall, sale, order)) return change(owing, order.id, { state: 'late_paid' })
  const lines = order.lines.map((line) => ({ ...line, active: line.quantity * (stall.types[line.type]?.admissions ?? 1) }))
  return change(sale, order.id, { state: 'paid', wasPaid: true, paidWith: paymentId, lines })
}

/** Money that came late buys what it was for only when all of it is still there, the buyer's use of a code among it. */
const fits = (stall: Stall, sale: Sale, { takes, code, buyer }: Order): boolean =>
  Object.entries(takes).every(([pool, quantity]) => freeOf(stall, sale, pool) >= quantity) &&
  (code === null || usesBy(sale, code, buyer) < (stall.codes[code]?.maxPerBuyer ?? 0))

function failed(sale: Sale, { id, state, expiresAt }: Order): Sale {
  if (state !== 'pending_payment' || sale.payments.some((payment) => payment.orderId === id && payment.state === 'pending')) return sale
  return change(sale, id, { state: 'held', expiresAt: Math.min(expiresAt, sale.now + 10 * minute) })
}

export type GivingBack = {
  readonly orderId: string
  /** Undefined: all that are left. */ readonly ticket?: { readonly id: string; readonly type: string } | undefined
}

export function refund(stall: Stall, sale: Sale, { orderId, ticket }: GivingBack, answer: string): readonly Sale[] {
  const order = orderIn(sale, orderId)
  if (!hasTickets(order)) return answer === 'order_state_wrong' ? [sale] : []
  if (order.totalMinor === 0 || (ticket && order.cancelled.includes(ticket.id))) return answer === 'refund_not_allowed' ? [sale] : []
  if (answer !== 'done') return []
  const owing = { ...sale, owed: [...sale.owed, orderId] }
  const left = order.lines.reduce((sum, { active }) => sum + active, 0)
  if (!ticket || left === 1) {
    const lines = order.lines.map((line) => ({ ...line, active: 0 }))
    return [change(owing, orderId, { state: 'refunded', lines, takes: {}, refundedMinor: order.totalMinor })]
  }
  return [change(owing, orderId, { state: 'partially_refunded', ...withoutTicket(stall, order, ticket) })]
}

/** A group's place is free again when the last of its people is gone. */
function withoutTicket(stall: Stall, order: Order, ticket: { readonly id: string; readonly type: string }): Partial<Order> {
  const { admissions = 1, priceMinor = 0 } = stall.types[ticket.type] ?? {}
  const takes: Record<string, number> = { ...order.takes }
  const lines = order.lines.map((line) => {
    if (line.type !== ticket.type) return line
    const people = line.quantity * admissions
    const unitsBack = Math.floor((people - line.active + 1) / admissions) - Math.floor((people - line.active) / admissions)
    for (const [pool, weight] of weightsOf(stall, line.type)) takes[pool] = (takes[pool] ?? 0) - weight * unitsBack
    return { ...line, active: line.active - 1 }
  })
  const unitMinor = Math.floor((priceMinor * (100 - (stall.codes[order.code ?? '']?.percent ?? 0))) / 100 / admissions)
  const refundedMinor = Math.min(order.totalMinor, order.refundedMinor + unitMinor)
  return { takes, lines, cancelled: [...order.cancelled, ticket.id], refundedMinor }
}

/** All money that is owed to buyers was sent, and the orders know. */
export function sendOwed(sale: Sale): Sale {
  return {
    ...sale.owed.reduce(
      (after, id) => (orderIn(after, id).state === 'late_paid' ? change(after, id, { state: 'refunded', wasPaid: true }) : after),
      sale,
    ),
    owed: [],
  }
}
