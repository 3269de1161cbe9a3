import { Currency, Refusal, type Handler, type MethodOffer, type PaymentView, type payments } from '@fashionistas/contract'
import { hashOf, scopeOf } from '#core/api.ts'
import type { Context } from '#core/context.ts'
import type { Tx } from '#core/database.ts'
import { loadSaleable, type SaleableEvent } from '#events/index.ts'
import {
  attemptsOf,
  findAttempt,
  findAttemptByKey,
  holdUntil,
  insertAttempt,
  isLongHold,
  isOpen,
  paymentView,
  type Attempt,
} from '#payments/index.ts'
import type { Opened } from './first-payment.ts'
import { readLink } from './link.ts'
import { linkOf } from './order-view.ts'
import { lockOrder, type Order } from './load-order.ts'
import { holdsStock } from './order-states.ts'
import type { TicketingParts } from './parts.ts'
import { reachOrder, reachToChange } from './reach-order.ts'
import { leaveLongHold } from './settle-payment.ts'
import { free, lockPools, movePools } from './stock.ts'

type Listing = Handler<typeof payments.listPaymentMethods, Context>
type Starting = Handler<typeof payments.startPayment, Context>
type Start = {
  readonly input: Parameters<Starting>[0]
  readonly context: Parameters<Starting>[1]
  readonly key: string
  readonly requestHash: string
  readonly offer: MethodOffer
  /** Attempts without an answer of which the provider was asked, and knows nothing. */
  readonly uncharged: readonly string[]
}

export const listPaymentMethods =
  (parts: TicketingParts): Listing =>
  async ({ orderId, token }, context) => {
    const reach = await reachOrder(parts, context, orderId, token)
    if (reach === 'expired') return context.refuse('not_found')
    const { order } = reach
    if (!holdsStock(order.state))
      return context.refuse(order.state === 'expired' || order.state === 'released' ? 'order_expired' : 'order_state_wrong')
    return { data: await offersFor(parts, context, order) }
  }

/** What can pay this order now; a voucher needs days, so it is not offered near the event. */
async function offersFor(parts: TicketingParts, context: Pick<Context, 'system'>, order: Order): Promise<MethodOffer[]> {
  const offers = await parts.payments.offers(order.currency)
  const event = await context.system((tx) => loadSaleable(tx, order.eventId))
  return event ? offers.filter(({ method }) => holdUntil(method, parts.world.now(), event.startsAt) !== undefined) : []
}

export const startPayment =
  (parts: TicketingParts): Starting =>
  async (input, context) => {
    const key = context.idempotencyKey ? `${scopeOf(context)}:${context.idempotencyKey}` : undefined
    if (!key) throw new Refusal('idempotency_key_missing')
    const requestHash = hashOf(input)
    const first = await openFirst(parts, { input, context, key, requestHash })
    if (first) return await charge(parts, context, { ...first, input })
    const order = await reachToChange(parts, context, input.orderId, input.token)
    const known = await context.system((tx) => findAttemptByKey(tx, key))
    if (known) return await repeat(parts, context, { order, attempt: known, input, requestHash })

    const offer = (await offersFor(parts, context, order)).find(
      ({ method, provider }) => method === input.method && (input.provider === undefined || provider === input.provider),
    )
    if (!offer) return context.refuse(isAway(parts, input.provider) ? 'provider_unavailable' : 'payment_method_unavailable')
    if (offer.acceptances.some(({ kind }) => !input.acceptances.some((accepted) => accepted.kind === kind)))
      return context.refuse('acceptance_missing')

    const open = (uncharged: readonly string[]) =>
      context.system((tx) => openAttempt(tx, parts, { input, context, key, requestHash, offer, uncharged }))
    let opened = await open([])
    if ('unanswered' in opened && (await parts.payments.areUncharged(opened.unanswered))) opened = await open(opened.unanswered.map(({ id }) => id))
    if ('unanswered' in opened) return context.refuse('payment_open')
    if ('known' in opened) return await repeat(parts, context, { order, attempt: opened.known, input, requestHash })
    return await charge(parts, context, { order, event: opened.event, attempt: opened.attempt, input })
  }

/** The short way of the buyer who pays for the first time; undefined when anything is out of the ordinary. */
async function openFirst(
  parts: TicketingParts,
  { input, context, key, requestHash }: Pick<Start, 'input' | 'context' | 'key' | 'requestHash'>,
): Promise<Opened | undefined> {
  const link = input.token ? readLink(parts.secret, input.token) : undefined
  if (link?.orderId !== input.orderId || isLongHold(input.method)) return undefined
  const offers = new Map(await Promise.all(Currency.options.map(async (currency) => [currency, await parts.payments.offers(currency)] as const)))
  return await parts.firstPayments.open({
    orderId: input.orderId,
    link,
    method: input.method,
    provider: input.provider,
    acceptances: input.acceptances,
    offersIn: (currency) => offers.get(currency) ?? [],
    key,
    requestHash,
    caller: context,
  })
}

/** Nothing is offered because who offers it is in trouble: another word than "we do not have this". */
const isAway = ({ payments }: TicketingParts, wanted: string | undefined): boolean =>
  payments.providers.some(({ id }) => (wanted === undefined || id === wanted) && payments.rests(id))

/** Locks the order, extends its hold for the method, and writes the attempt before anyone outside is asked. */
async function openAttempt(
  tx: Tx,
  parts: TicketingParts,
  { input, context, key, requestHash, offer, uncharged }: Start,
): Promise<{ attempt: Attempt; event: SaleableEvent } | { unanswered: readonly Attempt[] } | { known: Attempt }> {
  const order = await lockOrder(tx, input.orderId)
  if (!order) return context.refuse('not_found')
  // The same request may have come twice at once, and its twin was here first.
  const known = await findAttemptByKey(tx, key)
  if (known) return { known }
  const now = parts.world.now()
  if (!holdsStock(order.state)) return context.refuse(order.state === 'expired' || order.state === 'released' ? 'order_expired' : 'order_state_wrong')
  if (order.expiresAt && order.expiresAt <= now) return context.refuse('order_expired')
  const open = (await attemptsOf(tx, [order.id])).filter(({ state }) => isOpen(state))
  // Another try while the last one can still succeed would charge twice; one that only waits for the payer may be left behind.
  if (open.some(({ state, next }) => state === 'pending' && next?.kind !== 'voucher' && next?.kind !== 'push')) return context.refuse('payment_open')
  const unanswered = open.filter(({ id, state }) => state === 'created' && !uncharged.includes(id))
  if (unanswered.length > 0) return { unanswered }
  const event = await loadSaleable(tx, order.eventId)
  const until = event ? holdUntil(input.method, now, event.startsAt) : undefined
  if (!event || !until) return context.refuse('payment_method_unavailable')
  await leaveLongHold(tx, order.id)
  if (isLongHold(input.method) && !(await enterLongHold(tx, order, event))) return context.refuse('payment_method_unavailable')
  await tx
    .updateTable('orders')
    .set((e) => ({ state: 'pending_payment', expires_at: until, version: e('version', '+', 1) }))
    .where('id', '=', order.id)
    .execute()
  const attempt = await insertAttempt(tx, {
    id: parts.world.newId(),
    orderId: order.id,
    orderCode: order.code,
    organizationId: order.organizationId,
    eventId: order.eventId,
    provider: offer.provider,
    method: input.method,
    amountMinor: order.totalMinor,
    currency: order.currency,
    acceptances: input.acceptances,
    idempotencyKey: key,
    requestHash,
    expiresAt: until,
    now,
  })
  await context.audit(tx, {
    organizationId: order.organizationId,
    target: `order:${order.id}`,
    after: {
      payment: attempt.id,
      provider: offer.provider,
      method: input.method,
      acceptances: input.acceptances.map(({ kind, permalink }) => ({ kind, permalink })),
    },
  })
  await context.emit(tx, {
    type: 'payment.started',
    organizationId: order.organizationId,
    data: { paymentId: attempt.id, orderId: order.id, eventId: order.eventId },
    topics: [`order:${order.id}`],
  })
  return { attempt, event }
}

/** Vouchers may hold only a share of the house (ticketing.md, P): that share is one more pool. */
async function enterLongHold(tx: Tx, order: Order, event: SaleableEvent): Promise<boolean> {
  const pool = [...event.pools.values()].find(({ kind }) => kind === 'long_hold')
  if (!pool) return true
  const quantity = order.lines.reduce((sum, line) => sum + line.quantity * line.admissions, 0)
  const locked = (await lockPools(tx, [pool.id])).get(pool.id)
  if (!locked || free(locked) < quantity) return false
  await movePools(tx, new Map([[pool.id, { held: quantity, sold: 0 }]]))
  await tx.insertInto('order_pools').values({ order_id: order.id, pool_id: pool.id, organization_id: order.organizationId, quantity }).execute()
  return true
}

/** The same key again is answered with its attempt, however that stands now. */
async function repeat(
  parts: TicketingParts,
  context: Start['context'],
  { requestHash, ...repeated }: Omit<Charging, 'event'> & Pick<Start, 'requestHash'>,
): Promise<PaymentView> {
  if (repeated.attempt.requestHash !== requestHash) return context.refuse('idempotency_key_reused')
  return repeated.attempt.state === 'created' ? await chargeAgain(parts, context, repeated) : paymentView(repeated.attempt)
}

/** We died, or the provider was silent, between the row and its charge. The reference makes charging it again safe. */
async function chargeAgain(parts: TicketingParts, context: Start['context'], repeated: Omit<Charging, 'event'>): Promise<PaymentView> {
  const event = await context.system((tx) => loadSaleable(tx, repeated.order.eventId))
  const isOver = !holdsStock(repeated.order.state) || repeated.attempt.expiresAt <= parts.world.now()
  return event && !isOver ? await charge(parts, context, { ...repeated, event }) : paymentView(repeated.attempt)
}

type Charging = { readonly order: Order; readonly event: SaleableEvent; readonly attempt: Attempt; readonly input: Start['input'] }

async function charge(parts: TicketingParts, context: Start['context'], { order, event, attempt, input }: Charging): Promise<PaymentView> {
  const details = Object.fromEntries(Object.entries(input.details).filter((pair): pair is [string, string] => typeof pair[1] === 'string'))
  const answer = await parts.payments.charge(attempt, {
    payer: {
      name: order.buyer.name,
      email: order.buyer.email,
      phone: order.buyer.phone,
      documentType: input.details.documentType ?? order.buyer.documentType ?? undefined,
      documentNumber: input.details.documentNumber ?? order.buyer.documentNumber ?? undefined,
      ip: context.ip,
    },
    description: `Boletas ${order.code}`,
    details,
    acceptances: input.acceptances,
    returnUrl: `${parts.publicUrl}${order.locale === 'en' ? '/en' : ''}/pago/${linkOf(parts, order, event.endsAt)}`,
  })
  // The attempt stays open: the poller finds out whether the charge arrived. The buyer is told that nothing is known.
  return answer === 'unavailable' ? context.refuse('provider_unavailable', { paymentId: attempt.id }) : paymentView(answer)
}

/** Asked by the buyer's waiting page. When the provider has been silent for a while it is asked, at most every few seconds. */
export const getPayment =
  (parts: TicketingParts): Handler<typeof payments.getPayment, Context> =>
  async ({ orderId, paymentId, token }, context) => {
    const reach = await reachOrder(parts, context, orderId, token)
    if (reach === 'expired') return context.refuse('not_found')
    const attempt = await context.system((tx) => findAttempt(tx, paymentId))
    if (!attempt || attempt.orderId !== reach.order.id) return context.refuse('not_found')
    if (!isOpen(attempt.state) || !(await mayAsk(parts, attempt))) return paymentView(attempt)
    return paymentView(await parts.payments.refresh(attempt).catch(() => attempt)) // the provider is silent: what we know is still true
  }

const askEveryMs = 4_000
async function mayAsk(parts: TicketingParts, attempt: Attempt): Promise<boolean> {
  const now = parts.world.now()
  const taken = await parts.database.system((tx) =>
    tx
      .updateTable('payments')
      .set({ next_poll_at: new Date(now.getTime() + askEveryMs) })
      .where('id', '=', attempt.id)
      .where((e) => e.or([e('next_poll_at', '<=', now), e('next_poll_at', 'is', null)]))
      .executeTakeFirst(),
  )
  return taken.numUpdatedRows > 0n
}
