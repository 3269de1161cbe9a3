import { z } from 'zod'
import { operation } from './operation.ts'
import { Question } from './questions.ts'
import {
  Currency,
  EventId,
  EventState,
  EventType,
  Instant,
  Money,
  Nothing,
  OrganizationId,
  Page,
  PoolId,
  RefundPolicy,
  Text,
  TicketTypeId,
  TierId,
  TimeZone,
  VenueId,
  pageOf,
} from './vocabulary.ts'

export const Place = z.object({
  venueId: VenueId.nullable(),
  name: z.string(),
  address: z.string(),
  city: z.string(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
})
export const Venue = z.object({
  id: VenueId,
  name: z.string(),
  address: z.string(),
  city: z.string(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  capacity: z.int().nullable(),
})
export const City = z.object({ slug: z.string(), name: z.string(), latitude: z.number(), longitude: z.number(), events: z.int() })

export const EventCard = z.object({
  id: EventId,
  slug: z.string(),
  title: Text,
  type: EventType,
  state: EventState,
  startsAt: Instant,
  endsAt: Instant,
  timeZone: z.string(),
  city: z.string(),
  venueName: z.string(),
  organizerName: z.string(),
  organizerSlug: z.string(),
  accent: z.string().nullable(),
  /** The lowest price on sale now; null when nothing is on sale. Zero is free. */
  priceFrom: Money.nullable(),
  isSoldOut: z.boolean(),
  posterUrl: z.string(),
})
export type EventCard = z.infer<typeof EventCard>

export const TypeOnSale = z.object({
  id: TicketTypeId,
  name: Text,
  description: Text.nullable(),
  price: Money,
  tierName: Text.nullable(),
  tierEndsAt: Instant.nullable(),
  nextPrice: Money.nullable(),
  minPerOrder: z.int(),
  maxPerOrder: z.int(),
  admissions: z.int(),
  isDonation: z.boolean(),
  /** `few` carries the honest number left; `soon` the instant that sales open. */
  sale: z.discriminatedUnion('state', [
    z.object({ state: z.literal('on_sale'), left: z.int().nullable() }),
    z.object({ state: z.literal('sold_out') }),
    z.object({ state: z.literal('soon'), opensAt: Instant }),
    z.object({ state: z.literal('closed') }),
  ]),
})
export type TypeOnSale = z.infer<typeof TypeOnSale>

export const EventDetail = EventCard.extend({
  summary: Text.nullable(),
  description: Text.nullable(),
  doorsAt: Instant.nullable(),
  place: Place,
  organizationId: OrganizationId,
  dressCode: Text.nullable(),
  ageLimit: z.int().nullable(),
  accessibility: Text.nullable(),
  refundPolicy: RefundPolicy,
  capacity: z.int(),
  currency: Currency,
  types: z.array(TypeOnSale),
  /** The IVA inside the prices, in basis points. */ ivaBp: z.int(),
  questions: z.array(Question),
  pulepCode: z.string().nullable(),
  agenda: z.array(z.object({ time: z.string(), title: Text })),
  lineUp: z.array(z.object({ name: z.string(), role: Text })),
  postponedFrom: Instant.nullable(),
  cancelReason: z.string().nullable(),
  publishedAt: Instant.nullable(),
  version: z.int(),
})
export type EventDetail = z.infer<typeof EventDetail>

/* The five steps of creating an event. A step may be saved half-filled; it counts as done when it fits its schema. */
export const BasicsStep = z.object({
  title: z.object({ es: z.string().trim().min(3).max(120), en: z.string().trim().max(120).optional() }),
  type: EventType,
  summary: z.object({ es: z.string().trim().max(300), en: z.string().trim().max(300).optional() }).optional(),
  description: z.object({ es: z.string().trim().max(8000), en: z.string().trim().max(8000).optional() }).optional(),
  startsAt: Instant,
  endsAt: Instant,
  doorsAt: Instant.optional(),
  timeZone: TimeZone.default('America/Bogota'),
})
export const VenueStep = z.object({
  venueId: VenueId.optional(),
  name: z.string().trim().min(2).max(160),
  address: z.string().trim().min(3).max(240),
  city: z.string().trim().min(2).max(80),
  latitude: z.number().min(-90).max(90).nullish(),
  longitude: z.number().min(-180).max(180).nullish(),
  capacity: z.int().min(1).max(200_000),
  accessibility: Text.optional(),
})
export const TeamStep = z.object({
  members: z
    .array(z.object({ email: z.email().max(200), role: z.enum(['coordinator', 'production', 'marketing', 'technical', 'security', 'door']) }))
    .max(50),
})
export const TierInput = z.object({
  id: TierId.optional(),
  name: Text,
  price: Money,
  startsAt: Instant.nullish(),
  endsAt: Instant.nullish(),
  quantity: z.int().min(1).max(200_000).nullish(),
})
const typeFields = {
  name: z.object({ es: z.string().trim().min(1).max(80), en: z.string().trim().max(80).optional() }),
  description: Text.nullish(),
  quantity: z.int().min(0).max(200_000),
  minPerOrder: z.int().min(1).max(50).default(1),
  maxPerOrder: z.int().min(1).max(50).default(10),
  admissions: z.int().min(1).max(20).default(1),
  isDonation: z.boolean().default(false),
  visibility: z.enum(['public', 'hidden']).default('public'),
  salesStartAt: Instant.nullish(),
  salesEndAt: Instant.nullish(),
  poolIds: z.array(PoolId).max(10).default([]),
  /** In order of time; the first that is open now and has stock gives the price. The last one may be open-ended. */
  tiers: z.array(TierInput).min(1).max(12),
}
export const TicketsStep = z.object({
  types: z
    .array(z.object({ id: TicketTypeId.optional(), ...typeFields }))
    .min(1)
    .max(40),
  currency: Currency.default('COP'),
  refundPolicy: RefundPolicy.default('standard'),
  /** The IVA inside the prices, in basis points; zero where the law leaves the event out (Ley 1493 of 2011, art. 6). */
  ivaBp: z.literal([0, 500, 1900]).default(0),
})
export const MarketingStep = z.object({
  dressCode: Text.optional(),
  ageLimit: z.int().min(0).max(99).nullish(),
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .nullish(),
  pulepCode: z.string().trim().max(40).nullish(),
  slug: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(100)
    .optional(),
  agenda: z
    .array(z.object({ time: z.string().max(20), title: Text }))
    .max(60)
    .default([]),
  lineUp: z
    .array(z.object({ name: z.string().max(120), role: Text }))
    .max(100)
    .default([]),
})
export const stepSchemas = { basics: BasicsStep, venue: VenueStep, team: TeamStep, tickets: TicketsStep, marketing: MarketingStep }
export const StepName = z.enum(['basics', 'venue', 'team', 'tickets', 'marketing'])
export type StepName = z.infer<typeof StepName>

export const EventDraft = z.object({
  id: EventId,
  organizationId: OrganizationId,
  state: EventState,
  updatedAt: Instant,
  version: z.int(),
  steps: z.record(
    StepName,
    z.object({
      saved: z.record(z.string(), z.unknown()).nullable(),
      completedAt: Instant.nullable(),
      problems: z.array(z.object({ path: z.string(), code: z.string() })),
    }),
  ),
})
export type EventDraft = z.infer<typeof EventDraft>

export const TicketType = z.object({
  id: TicketTypeId,
  eventId: EventId,
  ...typeFields,
  currency: Currency,
  held: z.int(),
  sold: z.int(),
  version: z.int(),
})
export type TicketType = z.infer<typeof TicketType>
export const Pool = z.object({
  id: PoolId,
  eventId: EventId,
  name: z.string(),
  kind: z.enum(['event', 'type', 'tier', 'shared', 'long_hold', 'code']),
  capacity: z.int().nullable(),
  held: z.int(),
  sold: z.int(),
  blocked: z.int(),
})

const OwnEvent = z.object({
  id: EventId,
  slug: z.string(),
  title: Text,
  type: EventType,
  state: EventState,
  startsAt: Instant.nullable(),
  timeZone: z.string(),
  city: z.string().nullable(),
  capacity: z.int().nullable(),
  sold: z.int(),
  admitted: z.int(),
  /** Null for who may see the event but not its money. */
  revenue: Money.nullable(),
  posterUrl: z.string(),
})
export const EventSales = z.object({
  eventId: EventId,
  state: EventState,
  capacity: z.int(),
  sold: z.int(),
  held: z.int(),
  orders: z.int(),
  revenue: Money,
  refunded: Money,
  admitted: z.int(),
  startsAt: Instant,
  timeZone: z.string(),
  byType: z.array(z.object({ typeId: TicketTypeId, name: Text, quantity: z.int(), sold: z.int(), held: z.int(), revenue: Money })),
  /** One row a day of the event's zone, from the first sale on. `earlier` is the mean cumulated share of capacity of the organizer's earlier events at the same distance from their start. */
  byDay: z.array(z.object({ day: z.iso.date(), tickets: z.int(), revenue: Money, cumulated: z.int(), earlier: z.int().nullable() })),
  today: z.object({ tickets: z.int(), revenue: Money, orders: z.int() }),
  byHourAdmitted: z.array(z.object({ hour: Instant, admitted: z.int() })),
})
export type EventSales = z.infer<typeof EventSales>
export const OrganizerDashboard = z.object({
  today: z.object({ tickets: z.int(), revenue: Money, orders: z.int() }),
  last30Days: z.array(z.object({ day: z.iso.date(), tickets: z.int(), revenue: Money })),
  upcoming: z.array(OwnEvent),
  decisions: z.array(
    z.object({
      kind: z.enum(['draft_unfinished', 'almost_sold_out', 'slow_sale', 'refund_manual', 'payment_review', 'event_today']),
      eventId: EventId.nullable(),
      title: z.string(),
      count: z.int(),
    }),
  ),
  totals: z.object({ events: z.int(), sold: z.int(), revenue: Money }),
})
export type OrganizerDashboard = z.infer<typeof OrganizerDashboard>

const byEvent = z.object({ eventId: EventId })
const idOrSlug = z.string().min(1).max(120)

export const events = {
  listEvents: operation({
    summary: 'Events on sale, found by text that forgives accents and typos, by city, type, date and price',
    route: 'GET /api/v1/events',
    permission: 'public',
    limit: 'read',
    cacheSeconds: 5,
    input: z.object({
      q: z.string().trim().max(120).optional(),
      city: z.string().max(80).optional(),
      type: EventType.optional(),
      from: Instant.optional(),
      to: Instant.optional(),
      priceMax: z.coerce.number().int().min(0).optional(),
      organizer: z.string().max(120).optional(),
      past: z.stringbool().optional(),
      near: z
        .string()
        .regex(/^-?\d+(\.\d+)?,-?\d+(\.\d+)?$/)
        .optional(),
      sort: z.enum(['date', 'relevance', 'price']).optional(),
      ...Page,
    }),
    output: pageOf(EventCard),
    tool: 'read',
  }),
  getEvent: operation({
    summary: 'One public event by id or slug, with what is on sale',
    route: 'GET /api/v1/events/{idOrSlug}',
    permission: 'public',
    limit: 'read',
    versioned: 'read',
    input: z.object({ idOrSlug }),
    output: EventDetail,
    refusals: ['not_found'],
    tool: 'read',
  }),
  getAvailability: operation({
    summary: 'What is left, for showing; never trusted for acceptance',
    route: 'GET /api/v1/events/{eventId}/availability',
    permission: 'public',
    limit: 'read',
    cacheSeconds: 2,
    input: byEvent,
    output: z.object({ types: z.array(TypeOnSale) }),
    refusals: ['not_found'],
  }),
  listCities: operation({
    summary: 'Cities with events, and where they lie',
    route: 'GET /api/v1/cities',
    permission: 'public',
    cacheSeconds: 60,
    input: Nothing,
    output: z.object({ data: z.array(City) }),
  }),
  getOrganizer: operation({
    summary: 'An organizer as the public sees it',
    route: 'GET /api/v1/organizers/{slug}',
    permission: 'public',
    cacheSeconds: 60,
    input: z.object({ slug: idOrSlug }),
    output: z.object({
      id: OrganizationId,
      slug: z.string(),
      name: z.string(),
      description: z.string().nullable(),
      city: z.string().nullable(),
      website: z.string().nullable(),
      events: z.int(),
      since: Instant.nullable(),
    }),
    refusals: ['not_found'],
  }),
  getPoster: operation({
    summary: 'The picture of an event, drawn when it has none',
    route: 'GET /api/v1/events/{eventId}/poster/{format}',
    permission: 'public',
    file: ['image/webp', 'image/png'],
    cacheSeconds: 3600,
    input: z.object({
      eventId: EventId,
      format: z.enum(['portrait', 'wide', 'square', 'bare', 'bare-wide']),
      width: z.coerce.number().int().min(64).max(1600).default(800),
      type: z.enum(['webp', 'png']).default('webp'),
    }),
    output: z.unknown(),
    refusals: ['not_found'],
  }),
  getShareImage: operation({
    summary: 'The picture that messengers show with a link to the event',
    route: 'GET /api/v1/events/{eventId}/share.png',
    permission: 'public',
    file: ['image/png'],
    cacheSeconds: 3600,
    input: byEvent,
    output: z.unknown(),
    refusals: ['not_found'],
  }),
  getEventCalendar: operation({
    summary: 'The event as a calendar file',
    route: 'GET /api/v1/events/{eventId}/calendar.ics',
    permission: 'public',
    file: ['text/calendar'],
    cacheSeconds: 300,
    input: byEvent,
    output: z.unknown(),
    refusals: ['not_found'],
  }),

  listVenues: operation({
    summary: 'Venues to choose from',
    route: 'GET /api/v1/venues',
    permission: 'user',
    input: z.object({ q: z.string().trim().max(120).optional(), city: z.string().max(80).optional(), ...Page }),
    output: pageOf(Venue),
  }),
  createDraft: operation({
    summary: 'Begins an event; each of the five steps is saved on its own',
    route: 'POST /api/v1/event-drafts',
    permission: 'events.write',
    limit: 'write',
    idempotency: 'stored',
    input: z.object({ organizationId: OrganizationId }),
    output: EventDraft,
    refusals: ['not_found'],
    tool: 'write',
  }),
  getDraft: operation({
    summary: 'A draft with what each step has and lacks',
    route: 'GET /api/v1/event-drafts/{eventId}',
    permission: 'events.write',
    versioned: 'read',
    input: byEvent,
    output: EventDraft,
    refusals: ['not_found'],
  }),
  saveStep: operation({
    summary: 'Saves one step, also half-filled; what is complete takes effect on the draft event',
    route: 'PUT /api/v1/event-drafts/{eventId}/steps/{step}',
    permission: 'events.write',
    limit: 'write',
    input: z.object({
      eventId: EventId,
      step: StepName,
      fields: z.record(z.string().max(60), z.unknown()),
      secondsSpent: z.int().min(0).max(86_400).optional(),
    }),
    output: EventDraft,
    refusals: ['not_found', 'draft_closed', 'slug_taken'],
    tool: 'write',
  }),
  publishEvent: operation({
    summary: 'Puts a draft or postponed event on sale; refuses with the list of what is missing',
    route: 'POST /api/v1/events/{eventId}/publish',
    permission: 'events.publish',
    limit: 'write',
    input: byEvent,
    output: EventDetail,
    refusals: ['not_found', 'event_incomplete', 'event_state_wrong'],
    tool: 'write',
  }),
  cancelEvent: operation({
    summary: 'Cancels an event: sales stop, every paid order is refunded and told',
    route: 'POST /api/v1/events/{eventId}/cancel',
    permission: 'events.cancel',
    limit: 'write',
    input: z.object({ eventId: EventId, reason: z.string().trim().min(3).max(300) }),
    output: EventDetail,
    refusals: ['not_found', 'event_state_wrong'],
    tool: 'destroy',
  }),
  postponeEvent: operation({
    summary: 'Moves an event to another date; tickets stay valid, holders are told',
    route: 'POST /api/v1/events/{eventId}/postpone',
    permission: 'events.publish',
    limit: 'write',
    input: z.object({ eventId: EventId, reason: z.string().trim().min(3).max(300), startsAt: Instant, endsAt: Instant, doorsAt: Instant.optional() }),
    output: EventDetail,
    refusals: ['not_found', 'event_state_wrong'],
    tool: 'write',
  }),
  changeEvent: operation({
    summary: 'Changes texts and practical notes of an event',
    route: 'PATCH /api/v1/events/{eventId}',
    permission: 'events.write',
    versioned: 'change',
    limit: 'write',
    input: z.object({
      eventId: EventId,
      title: BasicsStep.shape.title.optional(),
      summary: Text.nullish(),
      description: Text.nullish(),
      dressCode: Text.nullish(),
      ageLimit: z.int().min(0).max(99).nullish(),
      accessibility: Text.nullish(),
      accent: MarketingStep.shape.accent,
      doorsAt: Instant.nullish(),
    }),
    output: EventDetail,
    refusals: ['not_found', 'event_state_wrong'],
    tool: 'write',
  }),
  listOwnEvents: operation({
    summary: 'Events of an organization with their sales',
    route: 'GET /api/v1/organizations/{organizationId}/events',
    permission: 'events.read',
    input: z.object({
      organizationId: OrganizationId,
      state: EventState.optional(),
      when: z.enum(['upcoming', 'past', 'drafts']).optional(),
      q: z.string().max(120).optional(),
      ...Page,
    }),
    output: pageOf(OwnEvent),
    refusals: ['not_found'],
    tool: 'read',
  }),
  getEventForOrganizer: operation({
    summary: 'An event of mine in any state',
    route: 'GET /api/v1/organizations/{organizationId}/events/{eventId}',
    permission: 'events.read',
    versioned: 'read',
    input: z.object({ organizationId: OrganizationId, eventId: EventId }),
    output: EventDetail,
    refusals: ['not_found'],
  }),
  getEventSales: operation({
    summary: 'Sales and attendance of an event, now',
    route: 'GET /api/v1/events/{eventId}/sales',
    permission: 'sales.read',
    input: byEvent,
    output: EventSales,
    refusals: ['not_found'],
    tool: 'read',
  }),
  getOrganizerDashboard: operation({
    summary: 'What an organizer needs to see first',
    route: 'GET /api/v1/dashboards/organizer',
    permission: 'sales.read',
    input: z.object({ organizationId: OrganizationId }),
    output: OrganizerDashboard,
    refusals: ['not_found'],
    tool: 'read',
  }),

  listTicketTypes: operation({
    summary: 'All ticket types of an event with tiers and stock',
    route: 'GET /api/v1/events/{eventId}/ticket-types',
    permission: 'events.read',
    input: byEvent,
    output: z.object({ data: z.array(TicketType) }),
    refusals: ['not_found'],
  }),
  createTicketType: operation({
    summary: 'Adds a ticket type with its tiers',
    route: 'POST /api/v1/events/{eventId}/ticket-types',
    permission: 'events.write',
    limit: 'write',
    idempotency: 'stored',
    input: z.object({ eventId: EventId, ...typeFields }),
    output: TicketType,
    refusals: ['not_found', 'event_state_wrong'],
    tool: 'write',
  }),
  changeTicketType: operation({
    summary: 'Changes a ticket type; tickets already sold keep their price',
    route: 'PUT /api/v1/ticket-types/{typeId}',
    permission: 'events.write',
    versioned: 'change',
    limit: 'write',
    input: z.object({ typeId: TicketTypeId, ...typeFields }),
    output: TicketType,
    refusals: ['not_found', 'capacity_below_sold', 'event_state_wrong'],
  }),
  removeTicketType: operation({
    summary: 'Removes a ticket type that sold nothing',
    route: 'DELETE /api/v1/ticket-types/{typeId}',
    permission: 'events.write',
    limit: 'write',
    input: z.object({ typeId: TicketTypeId }),
    output: Nothing,
    refusals: ['not_found', 'type_has_sales'],
  }),
  listPools: operation({
    summary: 'The stock of an event: its own, one a type, and the shared ones',
    route: 'GET /api/v1/events/{eventId}/pools',
    permission: 'events.read',
    input: byEvent,
    output: z.object({ data: z.array(Pool) }),
    refusals: ['not_found'],
  }),
  createPool: operation({
    summary: 'Makes a quota that several ticket types share',
    route: 'POST /api/v1/events/{eventId}/pools',
    permission: 'events.write',
    limit: 'write',
    idempotency: 'stored',
    input: z.object({
      eventId: EventId,
      name: z.string().trim().min(1).max(80),
      capacity: z.int().min(0).max(200_000),
      typeIds: z.array(TicketTypeId).max(40).default([]),
    }),
    output: Pool,
    refusals: ['not_found'],
  }),
  changePool: operation({
    summary: 'Changes a quota or blocks part of it',
    route: 'PATCH /api/v1/events/{eventId}/pools/{poolId}',
    permission: 'events.write',
    limit: 'write',
    input: z.object({
      eventId: EventId,
      poolId: PoolId,
      capacity: z.int().min(0).max(200_000).optional(),
      blocked: z.int().min(0).max(200_000).optional(),
    }),
    output: Pool,
    refusals: ['not_found', 'capacity_below_sold'],
  }),
}
