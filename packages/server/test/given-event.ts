import type { Client, FashionistasContract, stepSchemas, TicketType } from '@fashionistas/contract'
import type { z } from 'zod'
import type { Ground, Organizer } from './given.ts'

const hour = 3_600_000
type Tier = { readonly name?: string; readonly priceMinor: number; readonly startsAt?: Date; readonly endsAt?: Date; readonly quantity?: number }
type TypeFacts = Partial<
  Pick<
    z.input<typeof stepSchemas.tickets>['types'][number],
    'minPerOrder' | 'maxPerOrder' | 'admissions' | 'isDonation' | 'visibility' | 'salesStartAt' | 'salesEndAt'
  >
> & {
  readonly name?: string
  readonly quantity?: number
  readonly priceMinor?: number
  /** Instead of one price. */
  readonly tiers?: readonly Tier[]
}
export type EventFacts = {
  readonly title?: string
  readonly type?: 'fashion' | 'corporate' | 'cultural' | 'concert'
  readonly startsAt?: Date
  readonly endsAt?: Date
  readonly city?: string
  readonly timeZone?: string
  readonly capacity?: number
  readonly currency?: 'COP' | 'USD' | 'EUR'
  readonly refundPolicy?: 'standard' | 'flexible' | 'none'
  readonly ivaBp?: 0 | 500 | 1900
  readonly types?: readonly TypeFacts[]
}
export type GivenEvent = {
  readonly eventId: string
  readonly slug: string
  readonly startsAt: Date
  readonly endsAt: Date
  readonly types: readonly TicketType[]
  readonly typeId: string
}

/** An event on sale: drafted in its five steps and published through the product. Thirty days ahead, one type of 100 tickets at 120,000 pesos. */
export async function event(ground: Ground, owner: Organizer, facts: EventFacts = {}): Promise<GivenEvent> {
  const client = ground.as(owner.actor)
  const { eventId, startsAt, endsAt } = await draft(ground, owner, facts)
  const { slug } = await client.publishEvent({ eventId })
  const { data: types } = await client.listTicketTypes({ eventId })
  const [first] = types
  if (!first) throw new Error('the event was published without ticket types')
  return { eventId, slug, startsAt, endsAt, types, typeId: first.id }
}

/** The same, with its steps saved and not published. */
export async function draft(
  ground: Ground,
  owner: Organizer,
  facts: EventFacts = {},
): Promise<{ readonly eventId: string; readonly startsAt: Date; readonly endsAt: Date }> {
  const client = ground.as(owner.actor)
  const startsAt = facts.startsAt ?? new Date(ground.world.now().getTime() + 30 * 24 * hour)
  const endsAt = facts.endsAt ?? new Date(startsAt.getTime() + 4 * hour)
  const { id: eventId } = await client.createDraft({ organizationId: owner.organizationId })
  await saveSteps(client, eventId, { ...facts, startsAt, endsAt })
  return { eventId, startsAt, endsAt }
}

async function saveSteps(
  client: Client<FashionistasContract>,
  eventId: string,
  facts: EventFacts & { readonly startsAt: Date; readonly endsAt: Date },
): Promise<void> {
  const {
    title = 'Pasarela de agua',
    type = 'fashion',
    startsAt,
    endsAt,
    timeZone = 'America/Bogota',
    city = 'Medellín',
    capacity = 500,
    currency = 'COP',
    refundPolicy = 'standard',
    ivaBp = 0,
    types = [{}],
  } = facts
  const steps = {
    basics: {
      title: { es: title },
      type,
      summary: { es: 'Una noche de moda junto al río.' },
      description: { es: 'Veinte colecciones de diseñadores de la ciudad.' },
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
      timeZone,
    } satisfies z.input<typeof stepSchemas.basics>,
    venue: { name: 'Plaza Mayor', address: 'Calle 41 # 55-80', city, capacity, latitude: 6.2425, longitude: -75.5764 } satisfies z.input<
      typeof stepSchemas.venue
    >,
    team: { members: [] } satisfies z.input<typeof stepSchemas.team>,
    tickets: { types: types.map((one) => typeFrom(one, currency)), currency, refundPolicy, ivaBp } satisfies z.input<typeof stepSchemas.tickets>,
    marketing: {} satisfies z.input<typeof stepSchemas.marketing>,
  }
  await client.saveStep({ eventId, step: 'basics', fields: steps.basics })
  await client.saveStep({ eventId, step: 'venue', fields: steps.venue })
  await client.saveStep({ eventId, step: 'team', fields: steps.team })
  await client.saveStep({ eventId, step: 'tickets', fields: steps.tickets })
  await client.saveStep({ eventId, step: 'marketing', fields: steps.marketing })
}

function typeFrom({ name = 'General', quantity = 100, priceMinor = 12_000_000, tiers, ...rest }: TypeFacts, currency: 'COP' | 'USD' | 'EUR') {
  const prices: readonly Tier[] = tiers ?? [{ priceMinor }]
  return {
    name: { es: name },
    quantity,
    ...rest,
    tiers: prices.map((tier) => ({
      name: { es: tier.name ?? 'Etapa única' },
      price: { minor: tier.priceMinor, currency },
      startsAt: tier.startsAt?.toISOString(),
      endsAt: tier.endsAt?.toISOString(),
      quantity: tier.quantity,
    })),
  }
}
