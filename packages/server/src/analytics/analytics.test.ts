import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { given, type Organizer } from '../../test/given.ts'
import { refusalOf, startHarness, type Harness } from '../../test/harness.ts'

type GivenEvent = Awaited<ReturnType<typeof given.event>>
let h: Harness
beforeAll(async () => {
  h = await startHarness({ startsAt: '2026-11-02T15:00:00.000Z' })
})
afterAll(async () => await h.stop())

type Facts = {
  readonly units: number
  readonly unitMinor?: number
  readonly paidAt?: string
  readonly state?: string
  readonly type?: number
  readonly refundedMinor?: number
}

/** An order written by hand: the sums below are checked by hand too. */
async function order(
  owner: Organizer,
  { eventId, types }: GivenEvent,
  { units, unitMinor = 100, paidAt, state = 'paid', type: at = 0, refundedMinor }: Facts,
): Promise<readonly string[]> {
  const type = types[at]
  if (!type) throw new Error('no type')
  const [id, lineId] = [h.world.newId(), h.world.newId()]
  const organization_id = owner.organizationId
  const subtotal = units * unitMinor
  const tickets = Array.from({ length: paidAt ? units * type.admissions : 0 }, () => h.world.newId())
  await h.database.system(async (tx) => {
    await tx
      .insertInto('orders')
      .values({
        id,
        code: `F-${id.slice(-8)}`,
        organization_id,
        event_id: eventId,
        state,
        buyer_name: 'Ana',
        buyer_email: 'a@example.com',
        buyer_phone: '+573001112233',
        locale: 'es-CO',
        currency: 'COP',
        subtotal_minor: subtotal,
        fees_minor: 7,
        taxes_minor: 1,
        total_minor: subtotal + 8,
        refunded_minor: refundedMinor ?? 0,
        quote: '{}',
        quote_hash: 'x',
        request_hash: 'x',
        placed_at: h.world.now(),
        paid_at: paidAt ?? null,
        expires_at: paidAt ? null : new Date(h.world.now().getTime() + 60_000),
        consent: '{}',
      })
      .execute()
    await tx
      .insertInto('order_lines')
      .values({
        id: lineId,
        order_id: id,
        organization_id,
        ticket_type_id: type.id,
        name: JSON.stringify(type.name),
        quantity: units,
        admissions: type.admissions,
        unit_minor: unitMinor,
        total_minor: subtotal,
        commission_bp: 800,
      })
      .execute()
    for (const ticket of tickets)
      await tx
        .insertInto('tickets')
        .values({
          id: ticket,
          code: ticket.slice(-10),
          order_id: id,
          order_line_id: lineId,
          organization_id,
          event_id: eventId,
          ticket_type_id: type.id,
          unit_minor: unitMinor,
          state: state === 'refunded' ? 'cancelled' : 'active',
          created_at: h.world.now(),
        })
        .execute()
    if (refundedMinor)
      await tx
        .insertInto('refunds')
        .values({
          id: h.world.newId(),
          order_id: id,
          organization_id,
          event_id: eventId,
          amount_minor: refundedMinor,
          currency: 'COP',
          reason: 'voluntary',
          state: 'succeeded',
          cause: id,
          due_at: h.world.now(),
          created_at: h.world.now(),
        })
        .execute()
  })
  return tickets
}

async function admit(owner: Organizer, { eventId }: GivenEvent, ticketId: string, at: string, entry = 1) {
  await h.database.system(async (tx) => {
    const list = await tx.selectFrom('check_in_lists').select('id').where('event_id', '=', eventId).executeTakeFirstOrThrow()
    const scan_id = h.world.newId()
    const own = { event_id: eventId, organization_id: owner.organizationId, list_id: list.id, ticket_id: ticketId }
    await tx
      .insertInto('scans')
      .values({ id: scan_id, ...own, direction: 'in', verdict: 'admitted', scanned_at: at })
      .execute()
    await tx
      .insertInto('admissions')
      .values({ ...own, entry, scan_id, admitted_at: at })
      .execute()
  })
}

test('D-02 the sales of an event add up by hand: by type, by day of its zone, today, held, refunded and admitted', async () => {
  const owner = await given.organizer(h)
  const event = await given.event(h, owner, { capacity: 200, types: [{ name: 'General' }, { name: 'Mesa', admissions: 4, quantity: 10 }] })
  // 03:00 UTC is still the evening before in Bogotá; today there is 2 November.
  await order(owner, event, { units: 3, paidAt: '2026-10-31T03:00:00Z' })
  const [first, second] = await order(owner, event, { units: 2, unitMinor: 1000, paidAt: '2026-11-02T14:00:00Z', type: 1 })
  await order(owner, event, { units: 1, paidAt: '2026-11-02T05:00:00Z', state: 'refunded', refundedMinor: 108 })
  await order(owner, event, { units: 5, state: 'held' })
  await order(owner, event, { units: 9, state: 'expired' })
  if (!first || !second) throw new Error('no tickets')
  await admit(owner, event, first, '2026-11-02T14:10:00Z')
  await admit(owner, event, first, '2026-11-02T16:10:00Z', 2)
  await admit(owner, event, second, '2026-11-02T15:59:00Z')

  const sales = await h.as(owner.actor).getEventSales({ eventId: event.eventId })
  expect(sales).toMatchObject({ capacity: 200, sold: 11, held: 5, orders: 3, revenue: { minor: 2400 }, refunded: { minor: 108 }, admitted: 2 })
  expect(sales.byType.map(({ name, quantity, sold, held, revenue }) => [name.es, quantity, sold, held, revenue.minor])).toEqual([
    ['General', 100, 3, 5, 400],
    ['Mesa', 10, 8, 0, 2000],
  ])
  expect(sales.byDay.map(({ day, tickets, revenue, cumulated, earlier }) => [day, tickets, revenue.minor, cumulated, earlier])).toEqual([
    ['2026-10-30', 3, 300, 3, null],
    ['2026-10-31', 0, 0, 3, null],
    ['2026-11-01', 0, 0, 3, null],
    ['2026-11-02', 9, 2100, 12, null],
  ])
  expect(sales.today).toMatchObject({ tickets: 9, orders: 2, revenue: { minor: 2100 } })
  expect(sales.byHourAdmitted).toEqual([
    { hour: '2026-11-02T14:00:00.000Z', admitted: 1 },
    { hour: '2026-11-02T15:00:00.000Z', admitted: 1 },
  ])
  const sums = (key: 'sold' | 'held') => sales.byType.reduce((sum, type) => sum + type[key], 0)
  expect([sums('sold'), sums('held')]).toEqual([sales.sold, sales.held])
})

test('D-02 the curve of earlier events is their mean share at the same distance from the start', async () => {
  const owner = await given.organizer(h)
  const earlier = async (capacity: number, startsAt: string, sold: readonly [number, string][]) => {
    const event = await given.event(h, owner, { capacity, types: [{ quantity: 100 }] })
    for (const [units, paidAt] of sold) await order(owner, event, { units, paidAt })
    await h.database.system((tx) =>
      sql`update events set state = 'completed', starts_at = ${startsAt}::timestamptz, ends_at = ${startsAt}::timestamptz + interval '2 hours' where id = ${event.eventId}`.execute(
        tx,
      ),
    )
  }
  // Shares two days before the start: 10/100 and 60/200; one day before: 50/100 and 60/200.
  await earlier(100, '2026-09-10T20:00:00Z', [
    [10, '2026-09-08T20:00:00Z'],
    [40, '2026-09-09T20:00:00Z'],
  ])
  await earlier(200, '2026-10-10T20:00:00Z', [
    [60, '2026-10-08T20:00:00Z'],
    [30, '2026-10-10T20:00:00Z'],
  ])
  const event = await given.event(h, owner, { capacity: 1000, startsAt: new Date('2026-11-03T20:00:00Z') })
  await order(owner, event, { units: 1, paidAt: '2026-11-01T20:00:00Z' })
  const { byDay } = await h.as(owner.actor).getEventSales({ eventId: event.eventId })
  expect(byDay.map(({ day, cumulated, earlier: share }) => [day, cumulated, share])).toEqual([
    ['2026-11-01', 1, 200],
    ['2026-11-02', 1, 400],
  ])
})

test('D-02 an event without sales has empty days and zeros', async () => {
  const owner = await given.organizer(h)
  const { eventId } = await given.event(h, owner)
  expect(await h.as(owner.actor).getEventSales({ eventId })).toMatchObject({
    sold: 0,
    held: 0,
    revenue: { minor: 0 },
    byDay: [],
    today: { tickets: 0 },
    byHourAdmitted: [],
  })
  const draft = await h.as(owner.actor).createDraft({ organizationId: owner.organizationId })
  expect(await refusalOf(h.as(owner.actor).getEventSales({ eventId: draft.id }))).toBe('not_found')
})

test('D-02 the organizer sees today, thirty days, what is to come and what waits for a decision', async () => {
  const owner = await given.organizer(h)
  const client = h.as(owner.actor)
  const today = await given.event(h, owner, { title: 'Hoy', startsAt: new Date('2026-11-02T23:00:00Z') })
  const nearly = await given.event(h, owner, { title: 'Casi', capacity: 10, startsAt: new Date('2026-12-20T23:00:00Z') })
  const slow = await given.event(h, owner, { title: 'Despacio', startsAt: new Date('2026-11-09T23:00:00Z') })
  await given.event(h, owner, { title: 'Lejos', startsAt: new Date('2027-03-01T23:00:00Z') })
  const draft = await client.createDraft({ organizationId: owner.organizationId })
  await order(owner, today, { units: 200, paidAt: '2026-11-02T14:00:00Z' })
  await order(owner, nearly, { units: 9, unitMinor: 10, paidAt: '2026-10-04T14:00:00Z' })
  await order(owner, nearly, { units: 0 + 1, unitMinor: 5, paidAt: '2026-09-01T14:00:00Z', state: 'refunded', refundedMinor: 5 })
  await h.database.system((tx) => sql`update refunds set state = 'manual' where event_id = ${nearly.eventId}`.execute(tx))

  const board = await client.getOrganizerDashboard({ organizationId: owner.organizationId })
  expect(board.today).toMatchObject({ tickets: 200, orders: 1, revenue: { minor: 20_000, currency: 'COP' } })
  expect(board.last30Days).toHaveLength(30)
  expect([board.last30Days[0], board.last30Days.at(-1)]).toMatchObject([
    { day: '2026-10-04', tickets: 9, revenue: { minor: 90 } },
    { day: '2026-11-02', tickets: 200 },
  ])
  expect(board.totals).toMatchObject({ events: 4, sold: 209, revenue: { minor: 20_095 } })
  expect(board.upcoming.map(({ title, sold }) => [title.es, sold])).toEqual([
    ['Hoy', 200],
    ['Despacio', 0],
    ['Casi', 9],
    ['Lejos', 0],
  ])
  expect(board.decisions).toEqual([
    { kind: 'event_today', eventId: today.eventId, title: 'Hoy', count: 200 },
    { kind: 'refund_manual', eventId: nearly.eventId, title: 'Casi', count: 1 },
    { kind: 'almost_sold_out', eventId: nearly.eventId, title: 'Casi', count: 1 },
    { kind: 'slow_sale', eventId: slow.eventId, title: 'Despacio', count: 8 },
    { kind: 'draft_unfinished', eventId: draft.id, title: '', count: 3 },
  ])
})

test('X-02 sales and dashboard are the organization’s own', async () => {
  const [owner, stranger] = [await given.organizer(h), await given.organizer(h, { organization: 'Otra casa' })]
  const { eventId } = await given.event(h, owner)
  expect(await refusalOf(h.as(stranger.actor).getEventSales({ eventId }))).toBe('not_found')
  expect(await refusalOf(h.as(stranger.actor).getOrganizerDashboard({ organizationId: owner.organizationId }))).toBe('not_found')
  const venue = await given.member(h, owner.organizationId, 'venue_manager')
  expect(await refusalOf(h.as(venue.actor).getEventSales({ eventId }))).toBe('permission_missing')
})
