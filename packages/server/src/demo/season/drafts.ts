import type { Chance } from '../chance.ts'
import { dayMs, hourMs, later, localHour } from '../clock.ts'
import type { House } from '../people/houses.ts'
import type { Row } from '../write-rows.ts'
import { slugOf, type VenueRow } from './make-event.ts'
import { makeStock, stockRows } from './make-stock.ts'

type Steps = Readonly<Record<string, { readonly saved: Row; readonly completedAt: Date | null; readonly secondsSpent: number }>>
type Draft = {
  readonly house: House
  readonly createdBy: string | null
  readonly title: { readonly es: string; readonly en?: string }
  readonly at: Date
  readonly id?: string
  readonly steps: Steps
  readonly columns: Row
  readonly stock: Readonly<Record<string, readonly Row[]>>
}
export type DraftParts = {
  readonly chance: Chance
  readonly now: Date
  readonly largest: House
  readonly second: House
  readonly venue: VenueRow
  readonly createdBy: string
}

const lightsTitle = { es: 'Noche de luces: pasarela de fin de temporada', en: 'Night of Lights: season’s end runway' }
const lightsSummary = {
  es: 'Ocho firmas cierran la temporada con una pasarela iluminada solo con velas y faroles.',
  en: 'Eight labels close the season with a runway lit only by candles and lanterns.',
}

/** Events that somebody began and has not finished: nearly ready, half way, and barely named. */
export function draftRows(parts: DraftParts): Readonly<Record<string, readonly Row[]>> {
  const rows = [nearlyReady(parts), halfWay(parts), barelyNamed(parts), fromAnother(parts)].map((draft) => rowsOf(parts.chance, draft))
  const tables = [...new Set(rows.flatMap((made) => Object.keys(made)))]
  return Object.fromEntries(tables.map((table) => [table, rows.flatMap((made) => made[table] ?? [])]))
}

function rowsOf(chance: Chance, draft: Draft): Readonly<Record<string, readonly Row[]>> {
  const id = draft.id ?? chance.id(draft.at)
  const blank = {
    type: null,
    summary: null,
    starts_at: null,
    ends_at: null,
    doors_at: null,
    venue_id: null,
    venue_name: null,
    address: null,
    city: null,
    latitude: null,
    longitude: null,
    capacity: null,
  }
  const slug = slugOf(draft.title.es) || `borrador-${id.slice(-12)}`
  return {
    events: [
      {
        ...blank,
        ...draft.columns,
        id,
        organization_id: draft.house.id,
        slug,
        state: 'draft',
        title: draft.title,
        created_at: draft.at,
        updated_at: later(draft.at, 5 * hourMs),
      },
    ],
    event_drafts: [
      {
        event_id: id,
        organization_id: draft.house.id,
        created_by: draft.createdBy,
        steps: draft.steps,
        version: Object.keys(draft.steps).length + 1,
        updated_at: later(draft.at, 5 * hourMs),
      },
    ],
    ...draft.stock,
  }
}

/** Basics, venue and tickets stand; nobody has looked at the last two steps. */
function nearlyReady({ chance, now, largest, venue, createdBy }: DraftParts): Draft {
  const at = later(now, -4 * dayMs)
  const startsAt = localHour(now, 78, '18:30')
  const endsAt = later(startsAt, 3 * hourMs)
  const id = chance.id(at)
  const { name, address, city, latitude, longitude } = venue
  const capacity = 380
  const { types, pools } = makeStock(
    chance,
    { plan: 'runway', price: 105, capacity },
    { id, organizationId: largest.id, publishedAt: now, startsAt, salesStartAt: null },
  )
  const quantityOf = (poolId: string | null | undefined) => (poolId ? (pools.get(poolId)?.capacity ?? null) : null)
  const savedTypes = types.map((type) => ({
    id: type.id,
    name: type.name,
    description: type.description,
    quantity: quantityOf(type.pools[1]?.poolId) ?? 0,
    minPerOrder: type.minPerOrder,
    maxPerOrder: type.maxPerOrder,
    admissions: type.admissions,
    isDonation: type.isDonation,
    visibility: type.visibility,
    poolIds: type.pools.map(({ poolId }) => poolId).filter((poolId) => pools.get(poolId)?.kind === 'shared'),
    tiers: type.tiers.map((tier) => ({
      id: tier.id,
      name: tier.name,
      price: { minor: tier.priceMinor, currency: 'COP' },
      endsAt: tier.endsAt,
      quantity: quantityOf(tier.poolId),
    })),
  }))
  return {
    id,
    house: largest,
    createdBy,
    title: lightsTitle,
    at,
    stock: stockRows(types, pools, { id, organizationId: largest.id, madeAt: at }),
    columns: {
      type: 'fashion',
      summary: lightsSummary,
      starts_at: startsAt,
      ends_at: endsAt,
      doors_at: later(startsAt, -hourMs),
      venue_id: venue.id,
      venue_name: name,
      address,
      city,
      latitude,
      longitude,
      capacity,
    },
    steps: {
      basics: {
        saved: {
          title: lightsTitle,
          type: 'fashion',
          summary: lightsSummary,
          startsAt,
          endsAt,
          doorsAt: later(startsAt, -hourMs),
          timeZone: 'America/Bogota',
        },
        completedAt: at,
        secondsSpent: 214,
      },
      venue: { saved: { venueId: venue.id, name, address, city, latitude, longitude, capacity }, completedAt: later(at, hourMs), secondsSpent: 96 },
      tickets: { saved: { currency: 'COP', refundPolicy: 'standard', types: savedTypes }, completedAt: later(at, 4 * hourMs), secondsSpent: 371 },
    },
  }
}

/** The place is still open: only its city is known. */
function halfWay({ now, largest, createdBy }: DraftParts): Draft {
  const at = later(now, -9 * dayMs)
  const startsAt = localHour(now, 100, '09:00')
  const endsAt = later(startsAt, 8 * hourMs)
  const title = { es: 'Escuela Yarumo: jornada de oficios', en: 'Yarumo School: a day of crafts' }
  return {
    house: largest,
    createdBy,
    title,
    at,
    stock: {},
    columns: { type: 'cultural', starts_at: startsAt, ends_at: endsAt },
    steps: {
      basics: { saved: { title, type: 'cultural', startsAt, endsAt, timeZone: 'America/Bogota' }, completedAt: at, secondsSpent: 168 },
      venue: { saved: { city: 'Medellín', name: '' }, completedAt: null, secondsSpent: 41 },
    },
  }
}

const barelyNamed = ({ now, largest, createdBy }: DraftParts): Draft => ({
  house: largest,
  createdBy,
  title: { es: 'Concierto de aniversario' },
  at: later(now, -20 * hourMs),
  stock: {},
  columns: {},
  steps: { basics: { saved: { title: { es: 'Concierto de aniversario' }, type: 'concert' }, completedAt: null, secondsSpent: 35 } },
})

const fromAnother = ({ now, second }: DraftParts): Draft => ({
  house: second,
  createdBy: null,
  title: { es: 'Mercado de diseño Hilo y Trama: edición Brote' },
  at: later(now, -2 * dayMs),
  stock: {},
  columns: {},
  steps: {
    basics: {
      saved: { title: { es: 'Mercado de diseño Hilo y Trama: edición Brote' }, type: 'cultural', summary: { es: 'La edición de comienzos de año.' } },
      completedAt: null,
      secondsSpent: 88,
    },
  },
})
