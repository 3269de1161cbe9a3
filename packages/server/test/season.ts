import { given, type Organizer } from './given.ts'
import type { Shop } from './shop.ts'

/** Everything that one organization can have, with the id of each under the name that operations give it. */
export type Season = {
  readonly owner: Organizer
  readonly ids: Readonly<Record<string, string>>
  /** Ids that are not the first of their kind: an event that is a draft, an order that is held. */
  readonly others: { readonly draftId: string; readonly heldOrderId: string; readonly heldLink: string }
  /** What nobody outside this organization may ever be told. */
  readonly secrets: readonly string[]
}

/** An event on sale, a draft, a paid and a held order, tickets, a refund, a list, a scan, a quota, a member, a key, a session and a message. */
export async function prepareSeason(shop: Shop, name: string): Promise<Season> {
  const { harness } = shop
  const owner = await given.organizer(harness, {
    organization: name,
    phone: `+57300${String(Number.parseInt(harness.world.newId().slice(-8), 16) % 10_000_000).padStart(7, '0')}`,
  })
  const { organizationId } = owner
  const client = harness.as(owner.actor)
  const member = await given.member(harness, organizationId, 'marketing')
  const event = await given.event(harness, owner, { title: `Noche de ${name}` })
  const { eventId, typeId } = event
  const { eventId: draftId } = await given.draft(harness, owner)
  const pool = await client.createPool({ eventId, name: 'Aliados', capacity: 20 })
  const list = await client.createCheckInList({ eventId, name: 'Puerta sur' })
  const code = await client.createCode({ eventId, code: `ALIADOS-${name.slice(0, 4).toUpperCase()}`, worth: { kind: 'percent', percentBp: 1000 } })
  const { data: asked } = await client.saveQuestions({ eventId, questions: [{ kind: 'text', label: { es: '¿Cómo supiste?' } }] }, { ifMatch: 1 })
  const bought = await shop.buy(event, 3, { email: `${name.toLowerCase().replaceAll(/\W/g, '')}@buyers.example` })
  const held = await shop.hold(event, 1)
  const [first, second] = bought.tickets
  if (!first || !second) throw new Error('the paid order has no tickets')
  const refund = await client.refundOrder({ orderId: bought.id, ticketIds: [first.id], reason: 'goodwill' })
  const { scanId } = await client.scanTicket({ scanId: harness.world.newId(), eventId, listId: list.id, code: second.code })
  const key = await client.createApiKey({ organizationId, name: 'Tablero', permissions: ['events.read'] })
  await harness.drain()

  const { sessionId } = owner.actor
  const deliveryId = harness.world.newId()
  const { id: happeningId } = await harness.database.system((tx) =>
    tx.selectFrom('outbox').select('id').where('organization_id', '=', organizationId).limit(1).executeTakeFirstOrThrow(),
  )
  await harness.database.system(async (tx) => {
    await tx
      .insertInto('sessions')
      .values({ id: sessionId, user_id: owner.userId, token: `token-${sessionId}`, expires_at: new Date('2027-12-01T00:00:00Z') })
      .execute()
    // No channel is configured in tests of the whole product: the dead letter is written as messaging would leave it.
    const [at, intentId, to] = [harness.world.now(), harness.world.newId(), { organization_id: organizationId, event_id: eventId }]
    await tx
      .insertInto('message_intents')
      .values({
        id: intentId,
        dedupe_key: intentId,
        template: 'tickets',
        ...to,
        order_id: bought.id,
        locale: 'es-CO',
        email: bought.buyer.email,
        channels: ['email'],
        data: '{}',
        not_before: at,
        created_at: at,
      })
      .execute()
    await tx
      .insertInto('deliveries')
      .values({
        id: deliveryId,
        intent_id: intentId,
        ...to,
        channel: 'email',
        address: bought.buyer.email,
        state: 'dead',
        not_before: at,
        created_at: at,
        updated_at: at,
      })
      .execute()
  })
  const ids = {
    organizationId,
    eventId,
    idOrSlug: eventId,
    slug: owner.slug,
    typeId,
    poolId: pool.id,
    questionId: asked[0]?.id ?? '',
    listId: list.id,
    codeId: code.id,
    orderId: bought.id,
    paymentId: bought.payments[0]?.id ?? '',
    ticketId: second.id,
    refundId: refund.id,
    scanId,
    memberId: member.memberId,
    keyId: key.id,
    sessionId,
    deliveryId,
    happeningId,
    token: bought.link ?? '',
  }
  const secrets = [
    draftId,
    pool.id,
    list.id,
    code.id,
    code.code,
    bought.id,
    bought.code,
    bought.buyer.email,
    ids.paymentId,
    held.id,
    held.code,
    refund.id,
    scanId,
    member.memberId,
    key.id,
    key.secret,
    deliveryId,
    ids.token,
    owner.email,
    member.email,
    ...bought.tickets.flatMap((ticket) => [ticket.id, ticket.code]),
  ]
  return { owner, ids, others: { draftId, heldOrderId: held.id, heldLink: held.link ?? '' }, secrets }
}
