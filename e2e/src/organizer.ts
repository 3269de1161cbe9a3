import type { EventDetail, EventId, OrderView, OrganizationId } from '@fashionistas/contract'
import { expect } from 'vitest'
import { signUp, type Account } from './account.ts'
import { apiAs, unique } from './product.ts'

export type Organizer = Account & { readonly organizationId: OrganizationId; readonly organizationName: string }
type EventWish = {
  readonly title: string
  readonly titleEn?: string
  readonly city?: string
  readonly pesos?: number
  readonly quantity?: number
  readonly ivaBp?: number
}

/** Someone with an organization of their own, made through the api. */
export async function foundOrganizer(): Promise<Organizer> {
  const account = await signUp('Lucía Ossa')
  const organizationName = `Casa ${unique()}`
  const { id } = await account.api.createOrganization({ name: organizationName, city: 'Medellín' }, { idempotencyKey: unique() })
  return { ...account, organizationId: id, organizationName }
}

const hour = 3_600_000
const text = (es: string, en: string) => ({ es, en })

/** An event on sale, thirty hours from now, with the type General. Without a price it is free. */
export async function publishEvent(
  { api, organizationId }: Organizer,
  { title, titleEn = title, city = 'Medellín', pesos = 0, quantity = 60, ivaBp = 0 }: EventWish,
): Promise<EventDetail> {
  const { id: eventId } = await api.createDraft({ organizationId }, { idempotencyKey: unique() })
  const startsAt = new Date(Date.now() + 30 * hour)
  const steps = {
    basics: {
      title: text(title, titleEn),
      type: 'fashion',
      summary: text('Una noche de telas y luz.', 'A night of cloth and light.'),
      description: text('Doce diseñadoras.\n\nUna sola pasarela.', 'Twelve designers.\n\nOne runway.'),
      startsAt: startsAt.toISOString(),
      endsAt: new Date(startsAt.getTime() + 4 * hour).toISOString(),
      timeZone: 'America/Bogota',
    },
    venue: {
      name: 'Teatro Lido',
      address: 'Calle 54 # 48-23',
      city,
      latitude: 6.2518,
      longitude: -75.5636,
      capacity: quantity,
      accessibility: text('Rampa por la calle 54.', 'Ramp on calle 54.'),
    },
    team: { members: [] },
    tickets: {
      types: [
        {
          name: text('General', 'General'),
          quantity,
          tiers: [{ name: text('Precio único', 'Single price'), price: { minor: pesos * 100, currency: 'COP' } }],
        },
      ],
      currency: 'COP',
      refundPolicy: 'flexible',
      ivaBp,
    },
    marketing: {
      dressCode: text('Negro y una prenda de color.', 'Black, and one piece in colour.'),
      accent: '#7A2E8E',
      lineUp: [{ name: 'Elena Mina', role: text('Diseñadora', 'Designer') }],
      agenda: [{ time: '19:30', title: text('Puertas', 'Doors') }],
    },
  } as const
  for (const [step, fields] of Object.entries(steps)) await api.saveStep({ eventId, step: stepOf(step), fields })
  return await api.publishEvent({ eventId })
}

const stepNames = ['basics', 'venue', 'team', 'tickets', 'marketing'] as const
function stepOf(name: string): (typeof stepNames)[number] {
  const found = stepNames.find((known) => known === name)
  if (!found) throw new Error(`no step ${name}`)
  return found
}

export type Buyer = { readonly name: string; readonly email: string; readonly phone: string }
export const newBuyer = (name: string): Buyer => ({
  name,
  email: `${unique()}@example.co`,
  phone: `+57310${Math.floor(1_000_000 + Math.random() * 8_999_999)}`,
})

/** A purchase by a guest through the api; paid with a Nequi of the test gateway that approves at once. */
export async function sell(eventId: EventId, buyer: Buyer, quantity: number): Promise<OrderView & { readonly token: string }> {
  const guest = apiAs()
  const { types } = await guest.getAvailability({ eventId })
  const lines = types.slice(0, 1).map(({ id }) => ({ typeId: id, quantity }))
  const { hash, total } = await guest.quoteOrder({ eventId, lines })
  const order = await guest.placeOrder(
    { eventId, lines, quoteHash: hash, buyer, consents: { terms: true, personalData: true } },
    { idempotencyKey: unique() },
  )
  const token = tokenIn(order.link ?? '')
  if (total.minor > 0)
    await guest.startPayment({ orderId: order.id, token, method: 'nequi', details: { nequiPhone: '3001111111' } }, { idempotencyKey: unique() })
  const read = async () => await guest.getOrder({ orderId: order.id, token })
  await expect.poll(async () => (await read()).state, { timeout: 15_000 }).toBe('paid')
  return { ...(await read()), token }
}

/** The token of a signed link. */
export const tokenIn = (link: string): string => decodeURIComponent(new URL(link, 'http://here.invalid').pathname.split('/').at(-1) ?? '')
