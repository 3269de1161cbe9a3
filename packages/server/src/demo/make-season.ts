import { isSoldOut } from '#events/index.ts'
import { chanceFrom, type Chance } from './chance.ts'
import type { Buyer } from './people/buyers.ts'
import { makeBuyers } from './people/buyers.ts'
import { makePeople, type People } from './people/houses.ts'
import { demoSignIns } from './people/sign-ins.ts'
import { makeCodes } from './sales/codes.ts'
import type { Sold } from './sales/ledger-rows.ts'
import { refundSales } from './sales/refund-sales.ts'
import { openOrders, sellEvent, type Audience } from './sales/sell-event.ts'
import { concerts } from './season/concerts.ts'
import { corporate } from './season/corporate.ts'
import { cultural } from './season/cultural.ts'
import { fashion } from './season/fashion.ts'
import { makeEvent, type SeasonEvent, type VenueRow } from './season/make-event.ts'
import { venues } from './season/venues.ts'

const seed = 20_261_121
const scripts = [...fashion, ...concerts, ...cultural, ...corporate]
/** Events for which the demo's attendee holds tickets, and how many. */
const attendeeBuys: Readonly<Record<string, number>> = {
  'pasarela-raices-moda-cafe-y-territorio': 3,
  'cuerdas-y-tambores-concierto-en-la-hilanderia': 2,
  'telar-abierto-la-gran-pasarela': 4,
  'mercado-de-diseno-hilo-y-trama-edicion-cosecha': 2,
  'bordado-vivo-pasarela-de-maestras-artesanas': 2,
  'vinilo-y-seda-sesion-en-vivo': 2,
  'semana-yarumo-pasarela-de-nuevos-talentos': 3,
}
/** So many of the next events have somebody at the checkout in this minute. */
const eventsWithOpenOrders = 7
const attendeePhone = '+573005550123'

export type Season = { readonly chance: Chance; readonly people: People; readonly venues: readonly VenueRow[]; readonly sold: readonly Sold[] }

/** The whole season in memory: the same for the same day. */
export function makeSeason(now: Date, passwordHash: string): Season {
  const chance = chanceFrom(seed)
  const people = makePeople(chance, now, passwordHash)
  const venueRows = venues.map((venue) => ({ ...venue, id: chance.id(now) }))
  const events = scripts.map((script, index) =>
    makeEvent(chanceFrom(seed + 100 + index), now, script, {
      house: found(people.houses.get(script.organizer)),
      venue: found(venueRows.find(({ key }) => key === script.venue)),
    }),
  )
  const buyers = makeBuyers(chance, [...new Set(venues.map(({ city }) => city))])
  const codes = makeCodes(chance)
  const attendee = attendeeOf(people)
  const next = new Set(
    events
      .filter((event) => event.startsAt > now && event.script.fate === undefined && event.script.demand > 0)
      .toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
      .slice(0, eventsWithOpenOrders),
  )
  const sold = events.map((event, index) => {
    // A chance of its own for each event: a change to one leaves the others as they were.
    const own = chanceFrom(seed + 1_000 + index)
    const selling = { chance: own, now, codes, audience: audienceOf(event, buyers, attendee) }
    const sales = refundSales(event, sellEvent(event, selling), { chance: own, now })
    return { event, sales: next.has(event) ? [...sales, ...openOrders(event, selling)] : sales }
  })
  return { chance, people, venues: venueRows, sold }
}

/** The state that the product itself would have given the event by now. */
export function stateOf(event: SeasonEvent, now: Date): string {
  if (event.script.fate !== undefined) return event.script.fate
  if (event.endsAt <= now) return 'completed'
  return isSoldOut(event, now) ? 'sold_out' : 'active'
}

function attendeeOf({ userIds }: People): Buyer {
  const signIn = found(demoSignIns().find(({ role }) => role === 'attendee'))
  return {
    userId: found(userIds.get('attendee')),
    name: signIn.name,
    email: signIn.email,
    phone: attendeePhone,
    document: '1037555123',
    locale: 'es-CO',
  }
}

function audienceOf({ slug, venue }: SeasonEvent, buyers: ReadonlyMap<string, readonly Buyer[]>, attendee: Buyer): Audience {
  const quantity = attendeeBuys[slug]
  return {
    local: found(buyers.get(venue.city)),
    all: [...buyers.values()].flat(),
    faithful: quantity === undefined ? null : { buyer: attendee, quantity },
  }
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the season names something that it does not have')
  return value
}
