import type { Currency, MethodOffer } from '@fashionistas/contract'
import { sql } from 'kysely'
import { Batcher } from '#core/batcher.ts'
import { actorId, type Caller } from '#core/context.ts'
import type { Database, Tx } from '#core/database.ts'
import { emitAll } from '#core/outbox.ts'
import type { World } from '#core/world.ts'
import { loadSaleables, type SaleableEvent } from '#events/index.ts'
import { attemptFrom, holdUntil, insertAttempts, type Acceptance, type Attempt, type NewAttempt } from '#payments/index.ts'
import type { LinkFacts } from './link.ts'
import { lockOrders, type Order } from './load-order.ts'

export type FirstPayment = {
  readonly orderId: string
  /** What the signed link in the buyer's hand says. */
  readonly link: LinkFacts
  readonly method: Attempt['method']
  readonly provider: string | undefined
  readonly acceptances: readonly Acceptance[]
  readonly offersIn: (currency: Currency) => readonly MethodOffer[]
  readonly key: string
  readonly requestHash: string
  readonly caller: Caller
}
export type Opened = { readonly order: Order; readonly event: SaleableEvent; readonly attempt: Attempt }
type Plan = Opened & { readonly row: NewAttempt; readonly wish: FirstPayment }

/**
 * Opens the first attempt to pay an order for whoever holds its link: what nearly every buyer does, so that a rush of them shares a
 * transaction. Anything else (another attempt, a link of before, a hold that is over) is `undefined` here and looked at by itself.
 */
export class FirstPayments {
  readonly #batcher: Batcher<FirstPayment, Opened | null>

  constructor(database: Database, world: World) {
    this.#batcher = new Batcher((wishes) => database.system((tx) => openAll(tx, world, wishes)))
  }

  async open(wish: FirstPayment): Promise<Opened | undefined> {
    return (await this.#batcher.add(wish)) ?? undefined
  }
}

async function openAll(tx: Tx, world: World, wishes: readonly FirstPayment[]): Promise<readonly (Opened | null)[]> {
  const orders = new Map((await lockOrders(tx, [...new Set(wishes.map(({ orderId }) => orderId))])).map((order) => [order.id, order]))
  const events = new Map(
    (await loadSaleables(tx, [...new Set([...orders.values()].map(({ eventId }) => eventId))])).map((event) => [event.id, event]),
  )
  const tried = await triedBefore(tx, wishes)
  const plans = new Map<string, Plan>()
  const answers = wishes.map((wish) => {
    const order = orders.get(wish.orderId)
    const event = order && events.get(order.eventId)
    if (!order || !event || plans.has(order.id) || tried.orders.has(order.id) || tried.keys.has(wish.key)) return null
    const plan = planOf(world, wish, order, event)
    if (plan) plans.set(order.id, plan)
    return plan ?? null
  })
  await write(tx, world, [...plans.values()])
  return answers
}

async function triedBefore(
  tx: Tx,
  wishes: readonly FirstPayment[],
): Promise<{ readonly orders: ReadonlySet<string>; readonly keys: ReadonlySet<string | null> }> {
  const rows = await tx
    .selectFrom('payments')
    .select(['order_id', 'idempotency_key'])
    .where((e) =>
      e.or([
        e(
          'order_id',
          'in',
          wishes.map(({ orderId }) => orderId),
        ),
        e(
          'idempotency_key',
          'in',
          wishes.map(({ key }) => key),
        ),
      ]),
    )
    .execute()
  return { orders: new Set(rows.map((row) => row.order_id)), keys: new Set(rows.map((row) => row.idempotency_key)) }
}

function planOf(world: World, wish: FirstPayment, order: Order, event: SaleableEvent): Plan | undefined {
  const now = world.now()
  const isLinked = wish.link.version === order.linkVersion && wish.link.expiresAt >= now
  const isHeld = order.state === 'held' && order.expiresAt !== null && order.expiresAt > now && order.totalMinor > 0
  const until = holdUntil(wish.method, now, event.startsAt)
  const offer = wish
    .offersIn(order.currency)
    .find(({ method, provider }) => method === wish.method && (wish.provider === undefined || provider === wish.provider))
  const isAccepted = offer?.acceptances.every(({ kind }) => wish.acceptances.some((accepted) => accepted.kind === kind))
  if (!isLinked || !isHeld || !until || !offer || !isAccepted) return undefined
  const id = world.newId()
  const row: NewAttempt = {
    id,
    number: 1,
    orderId: order.id,
    orderCode: order.code,
    organizationId: order.organizationId,
    eventId: order.eventId,
    provider: offer.provider,
    method: wish.method,
    amountMinor: order.totalMinor,
    currency: order.currency,
    acceptances: wish.acceptances,
    idempotencyKey: wish.key,
    requestHash: wish.requestHash,
    expiresAt: until,
    now,
  }
  return { order, event, row, wish, attempt: attemptFrom(row) }
}

async function write(tx: Tx, world: World, plans: readonly Plan[]): Promise<void> {
  if (plans.length === 0) return
  await insertAttempts(
    tx,
    plans.map(({ row }) => row),
  )
  await sql`/* planned once */ update orders set state = 'pending_payment', expires_at = d.until, version = version + 1
    from jsonb_to_recordset(${JSON.stringify(plans.map(({ row }) => ({ id: row.orderId, until: row.expiresAt })))}::jsonb) as d(id uuid, until timestamptz) where orders.id = d.id`.execute(
    tx,
  )
  await sql`/* planned once */ insert into audit_log (at, actor_kind, actor_id, organization_id, operation, target, request_id, ip, after)
    select at, actor_kind, actor_id, organization_id, operation, target, request_id, ip, after
      from jsonb_populate_recordset(null::audit_log, ${JSON.stringify(plans.map(auditOf))}::jsonb)`.execute(tx)
  await emitAll(
    tx,
    plans.map(({ row }) => ({
      id: world.newId(),
      type: 'payment.started' as const,
      occurredAt: row.now,
      organizationId: row.organizationId,
      data: { paymentId: row.id, orderId: row.orderId, eventId: row.eventId },
      topics: [`order:${row.orderId}`],
    })),
  )
}

const auditOf = ({ row, wish: { caller } }: Plan) => ({
  at: row.now,
  actor_kind: caller.actor.kind,
  actor_id: actorId(caller.actor),
  organization_id: row.organizationId,
  operation: 'startPayment',
  target: `order:${row.orderId}`,
  request_id: caller.requestId,
  ip: caller.ip ?? null,
  after: {
    payment: row.id,
    provider: row.provider,
    method: row.method,
    acceptances: row.acceptances.map(({ kind, permalink }) => ({ kind, permalink })),
  },
})
