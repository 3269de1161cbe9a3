import type { Actor } from '#core/context.ts'
import { EventId, OrganizationId } from '@fashionistas/contract'
import type { As } from './harness.ts'
import type { Bounds } from './plan-faults.ts'

/** The largest organizer of a grown season, its best visited event and one of its buyers. */
export type Ground = {
  readonly owner: Actor
  readonly attendee: Actor
  readonly organizationId: string
  readonly organizer: string
  readonly eventId: string
  readonly slug: string
  readonly buyer: string
  readonly email: string
  readonly code: string
}
type Listing = { readonly name: string; readonly asks: (as: As, ground: Ground) => Promise<unknown>; readonly bounds?: Bounds }

const guest: Actor = { kind: 'guest' }
const ofEvent = ({ eventId }: Ground) => ({ eventId: EventId.parse(eventId) })
const ofHouse = ({ organizationId }: Ground) => ({ organizationId: OrganizationId.parse(organizationId) })
/** Words that a third of all events have are ranked for all of these: small rows by design, see search_brief. */
const ranked: Bounds = { rows: 4_000, sorted: 2_000 }
/** All events of one organizer are put in order before a page of them is cut. */
const houseful: Bounds = { rows: 6_000, sorted: 600 }
/** Figures sum what one event, or one organizer, sold. */
const summed: Bounds = { rows: 30_000, sorted: 8_000, wholly: ['order_lines'] }

/** Every operation that answers with a list, and those that sum one up; in the ways in which pages ask them. */
export const listOperations: readonly Listing[] = [
  { name: 'discovery by date', asks: (as) => as(guest).listEvents({}) },
  { name: 'the second page of discovery', asks: secondPage },
  { name: 'discovery of a city', asks: (as) => as(guest).listEvents({ city: 'Medellín' }) },
  { name: 'discovery of a type', asks: (as) => as(guest).listEvents({ type: 'concert' }) },
  { name: 'discovery of an organizer', asks: (as, { organizer }) => as(guest).listEvents({ organizer }), bounds: houseful },
  { name: 'discovery by price', asks: (as) => as(guest).listEvents({ sort: 'price' }), bounds: { sorted: 400 } },
  { name: 'discovery under a price', asks: (as) => as(guest).listEvents({ priceMax: 5_000_000 }), bounds: ranked },
  { name: 'search by words', asks: (as) => as(guest).listEvents({ q: 'pasarela medellin' }), bounds: ranked },
  { name: 'search with typos', asks: (as) => as(guest).listEvents({ q: 'festibal niebl' }), bounds: ranked },
  { name: 'search for nothing', asks: (as) => as(guest).listEvents({ q: 'xyzzyq' }) },
  { name: 'cities', asks: (as) => as(guest).listCities({}), bounds: { rows: 4_000 } },
  { name: 'an organizer’s page', asks: (as, { organizer }) => as(guest).getOrganizer({ slug: organizer }), bounds: houseful },
  { name: 'an event’s page', asks: (as, { slug }) => as(guest).getEvent({ idOrSlug: slug }) },
  { name: 'availability', asks: (as, ground) => as(guest).getAvailability(ofEvent(ground)) },
  { name: 'my tickets', asks: (as, { attendee }) => as(attendee).listMyTickets({}) },
  { name: 'my past tickets', asks: (as, { attendee }) => as(attendee).listMyTickets({ when: 'past' }) },
  {
    name: 'upcoming events of an organizer',
    asks: (as, ground) => as(ground.owner).listOwnEvents({ ...ofHouse(ground), when: 'upcoming' }),
    bounds: houseful,
  },
  {
    name: 'past events of an organizer',
    asks: (as, ground) => as(ground.owner).listOwnEvents({ ...ofHouse(ground), when: 'past' }),
    bounds: { rows: 20_000, sorted: 600 },
  },
  { name: 'drafts of an organizer', asks: (as, ground) => as(ground.owner).listOwnEvents({ ...ofHouse(ground), when: 'drafts' }), bounds: houseful },
  { name: 'orders of an event', asks: (as, ground) => as(ground.owner).listOrders(ofEvent(ground)) },
  { name: 'orders of an event in a state', asks: (as, ground) => as(ground.owner).listOrders({ ...ofEvent(ground), state: 'paid' }) },
  { name: 'orders found by name', asks: (as, ground) => as(ground.owner).listOrders({ ...ofEvent(ground), q: ground.buyer }) },
  { name: 'orders found by code', asks: (as, ground) => as(ground.owner).listOrders({ ...ofEvent(ground), q: ground.code }) },
  { name: 'attendees', asks: (as, ground) => as(ground.owner).listAttendees(ofEvent(ground)) },
  {
    name: 'attendees found by name',
    asks: (as, ground) => as(ground.owner).listAttendees({ ...ofEvent(ground), q: ground.buyer }),
    bounds: { rows: 3_000, sorted: 600 },
  },
  { name: 'refunds', asks: (as, ground) => as(ground.owner).listRefunds(ofHouse(ground)), bounds: houseful },
  { name: 'messages of an event', asks: (as, ground) => as(ground.owner).listMessages(ofEvent(ground)) },
  { name: 'check-in lists', asks: (as, ground) => as(ground.owner).listCheckInLists(ofEvent(ground)) },
  { name: 'the door', asks: (as, ground) => as(ground.owner).getDoor(ofEvent(ground)) },
  { name: 'ticket types', asks: (as, ground) => as(ground.owner).listTicketTypes(ofEvent(ground)) },
  { name: 'stock', asks: (as, ground) => as(ground.owner).listPools(ofEvent(ground)) },
  { name: 'codes', asks: (as, ground) => as(ground.owner).listCodes(ofEvent(ground)) },
  { name: 'questions', asks: (as, ground) => as(ground.owner).listQuestions(ofEvent(ground)) },
  { name: 'members', asks: (as, ground) => as(ground.owner).listMembers(ofHouse(ground)) },
  { name: 'keys', asks: (as, ground) => as(ground.owner).listApiKeys(ofHouse(ground)) },
  { name: 'venues', asks: (as, { owner }) => as(owner).listVenues({}) },
  { name: 'venues found by name', asks: (as, { owner }) => as(owner).listVenues({ q: 'teatro' }) },
  { name: 'my orders by address', asks: (as, { email }) => as(guest).findMyOrders({ contact: email }) },
  { name: 'the dashboard', asks: (as, ground) => as(ground.owner).getOrganizerDashboard(ofHouse(ground)), bounds: summed },
  { name: 'sales of an event', asks: (as, ground) => as(ground.owner).getEventSales(ofEvent(ground)), bounds: summed },
]

async function secondPage(as: As): Promise<unknown> {
  const { nextCursor } = await as(guest).listEvents({})
  if (nextCursor === null) throw new Error('there is no second page')
  return await as(guest).listEvents({ cursor: nextCursor })
}
