import { client, contract, type Client, type FashionistasContract, type OrganizationId } from '@fashionistas/contract'
import { randomUUID } from 'node:crypto'

export type Organizer = { readonly api: Client<FashionistasContract>; readonly organizationId: OrganizationId }
export type TypeWish = {
  readonly name: string
  readonly quantity: number
  readonly priceMinor: number
  readonly admissions?: number
  readonly maxPerOrder?: number
}
export type EventOnSale = {
  readonly eventId: string
  readonly typeIds: readonly string[]
  /** What every buyer is asked. */ readonly questionId: string
  /** Ten percent off, for anybody, without end. */ readonly promoCode: string
}
type EventWish = {
  readonly title: string
  readonly capacity: number
  readonly types: readonly TypeWish[]
  /** A quota that all types share. */ readonly sharedCapacity?: number
}
const day = 86_400_000

/** Signs up as a person would, and founds an organization. */
export async function openOrganizer(url: string): Promise<Organizer> {
  const signedUp = await fetch(`${url}/api/v1/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ name: 'Banco de Pruebas', email: `bench-${randomUUID()}@example.co`, password: `bench ${randomUUID()}` }),
  })
  const cookie = signedUp.headers
    .getSetCookie()
    .map((set) => set.split(';')[0])
    .join('; ')
  if (!signedUp.ok || cookie === '') throw new Error(`sign-up was refused: ${signedUp.status} ${await signedUp.text()}`)
  const api = client(contract, { baseUrl: url, headers: () => ({ cookie, origin: url }) })
  const { id } = await api.createOrganization({ name: 'Producciones del Banco' }, key())
  return { api, organizationId: id }
}

/** An event on sale, drafted and published through the API. */
export async function openEvent({ api, organizationId }: Organizer, { title, capacity, types, sharedCapacity }: EventWish): Promise<EventOnSale> {
  const { id: eventId } = await api.createDraft({ organizationId }, key())
  const startsAt = new Date(Date.now() + 30 * day)
  await api.saveStep({
    eventId,
    step: 'basics',
    fields: {
      title: { es: title },
      type: 'concert',
      startsAt: startsAt.toISOString(),
      endsAt: new Date(startsAt.getTime() + day / 6).toISOString(),
      timeZone: 'America/Bogota',
    },
  })
  await api.saveStep({ eventId, step: 'venue', fields: { name: 'Plaza Mayor', address: 'Calle 41 # 55-80', city: 'Medellín', capacity } })
  await api.saveStep({ eventId, step: 'tickets', fields: { currency: 'COP', ivaBp: 1900, types: types.map(typeFields) } })
  await api.publishEvent({ eventId })
  const { data } = await api.listTicketTypes({ eventId })
  const typeIds = data.map(({ id }) => id)
  if (sharedCapacity !== undefined) await api.createPool({ eventId, name: 'Cupo común', capacity: sharedCapacity, typeIds }, key())
  const promoCode = 'BANCO10'
  await api.createCode({ eventId, code: promoCode, worth: { kind: 'percent', percentBp: 1000 } }, key())
  const asked = [{ kind: 'choice' as const, label: { es: '¿Cómo supiste?' }, options: [{ es: 'Instagram' }, { es: 'Radio' }], isRequired: true }]
  const { data: questions } = await api.saveQuestions({ eventId, questions: asked }, { ifMatch: 1 })
  return { eventId, typeIds, promoCode, questionId: questions[0]?.id ?? '' }
}

const typeFields = ({ name, quantity, priceMinor, admissions = 1, maxPerOrder = 10 }: TypeWish) => ({
  name: { es: name },
  quantity,
  admissions,
  maxPerOrder,
  tiers: [{ name: { es: 'Etapa única' }, price: { minor: priceMinor, currency: 'COP' } }],
})
const key = () => ({ idempotencyKey: randomUUID() })
