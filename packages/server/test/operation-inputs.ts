import { contract, type Contract, type FashionistasContract } from '@fashionistas/contract'
import { toJSONSchema } from 'zod'
import type { Season } from './season.ts'

export type OperationName = keyof FashionistasContract
export type Input = Readonly<Record<string, unknown>>
export const operations: Readonly<Record<string, Contract[string]>> = contract
export const operationNames: readonly OperationName[] = Object.keys(contract).filter((name): name is OperationName => name in contract)

const type = { name: { es: 'Balcón' }, quantity: 10, tiers: [{ name: { es: 'Única' }, price: { minor: 5_000_000, currency: 'COP' } }] }
const buyer = { name: 'Marta Lucía Arango', email: 'marta@buyers.example', phone: '3005550199' }

/** What each operation wants beside ids. An operation that is added and needs more than ids has to say so here, or no test can call it. */
const fields: Partial<Readonly<Record<OperationName, (season: Season) => Input>>> = {
  changeMe: () => ({ name: 'Otro nombre' }),
  createOrganization: () => ({ name: 'Una casa más' }),
  changeOrganization: () => ({ city: 'Cali' }),
  addMember: () => ({ email: 'nueva@example.com', role: 'door' }),
  changeMember: () => ({ role: 'finance' }),
  createApiKey: () => ({ name: 'Nueva', permissions: ['events.read'] }),
  getPoster: () => ({ format: 'square', width: 64 }),
  getDraft: ({ others }) => ({ eventId: others.draftId }),
  saveStep: ({ others }) => ({ eventId: others.draftId, step: 'marketing', fields: { ageLimit: 18 } }),
  publishEvent: ({ others }) => ({ eventId: others.draftId }),
  cancelEvent: () => ({ reason: 'Lluvia' }),
  postponeEvent: () => ({ reason: 'Lluvia', startsAt: '2027-02-01T00:00:00Z', endsAt: '2027-02-01T04:00:00Z' }),
  changeEvent: () => ({ ageLimit: 18 }),
  createTicketType: ({ ids }) => ({ ...type, poolIds: [ids['poolId']] }),
  changeTicketType: ({ ids }) => ({ ...type, poolIds: [ids['poolId']] }),
  createPool: ({ ids }) => ({ name: 'Prensa', capacity: 5, typeIds: [ids['typeId']] }),
  changePool: () => ({ capacity: 30 }),
  createCode: ({ ids }) => ({ code: 'AMIGAS', worth: { kind: 'percent', percentBp: 1_000 }, typeIds: [ids['typeId']] }),
  changeCode: () => ({ isActive: true, maxUses: 30 }),
  saveQuestions: ({ ids }) => ({ questions: [{ id: ids['questionId'], kind: 'text', label: { es: '¿Con quién vienes?' } }] }),
  quoteOrder: ({ ids }) => ({ lines: [{ typeId: ids['typeId'], quantity: 1 }] }),
  placeOrder: ({ ids }) => ({
    lines: [{ typeId: ids['typeId'], quantity: 1 }],
    quoteHash: 'of another price',
    buyer,
    consents: { terms: true, personalData: true },
  }),
  releaseOrder: ({ others }) => ({ orderId: others.heldOrderId, token: others.heldLink }),
  changeOrder: ({ ids }) => ({ buyer: { name: 'Otra Persona' }, holders: [{ ticketId: ids['ticketId'], name: 'Otra Persona' }] }),
  resendTickets: () => ({ channel: 'email' }),
  findMyOrders: () => ({ contact: 'nobody@buyers.example' }),
  listPaymentMethods: ({ others }) => ({ orderId: others.heldOrderId, token: others.heldLink }),
  startPayment: ({ others }) => ({ orderId: others.heldOrderId, token: others.heldLink, method: 'nequi', details: { nequiPhone: '3991111111' } }),
  refundOrder: ({ ids }) => ({ ticketIds: [ids['ticketId']], reason: 'goodwill' }),
  settleRefund: () => ({ evidence: 'Comprobante 4711' }),
  createCheckInList: ({ ids }) => ({ name: 'Puerta norte', typeIds: [ids['typeId']] }),
  // A scan of its own: one that is known is answered as it was, and one of another organization does not exist.
  scanTicket: ({ ids }) => ({ scanId: `${ids['scanId']?.slice(0, -4)}4711`, code: 'ABCD-EFGH' }),
  undoScan: () => ({ reason: 'Error del lector' }),
  settleReviewedPayment: () => ({ decision: 'accept', note: 'El comercio lo confirma' }),
}

const propertiesOf = (name: OperationName): readonly string[] =>
  Object.keys(toJSONSchema(operations[name]?.input ?? contract.getMe.input, { io: 'input', unrepresentable: 'any' }).properties ?? {})

/** An input that the contract accepts, with every id of this season that the operation has a name for. */
export function inputOf(name: OperationName, season: Season): Input {
  const ids = Object.fromEntries(propertiesOf(name).flatMap((property) => (property in season.ids ? [[property, season.ids[property]]] : [])))
  return { ...ids, ...fields[name]?.(season) }
}

/** Every id of a season, under the name that operations give it. */
export const knownIds = ({ ids, others }: Season): Readonly<Record<string, string>> => {
  const { token: _, ...rest } = ids
  return { ...rest, ...others, heldLink: '' }
}

/** The fields of an input that name things of the season, by the value that they have in it; what lies deeper as `lines.0.typeId`. */
export function idsIn(input: unknown, season: Season): readonly string[] {
  const known = new Set(Object.values(knownIds(season)).filter((id) => id !== ''))
  const walk = (value: unknown, path: readonly string[]): readonly string[] => {
    if (typeof value === 'string') return known.has(value) ? [path.join('.')] : []
    return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([name, inner]) => walk(inner, [...path, name])) : []
  }
  return walk(input, [])
}

/** The same input with the thing at this path taken from another season. */
export function withThingOf(input: Input, path: string, [own, foreign]: readonly [Season, Season]): Input {
  const [ours, theirs] = [knownIds(own), knownIds(foreign)]
  const other = (id: unknown): unknown => theirs[Object.entries(ours).find(([, value]) => value === id)?.[0] ?? ''] ?? id
  const bend = (value: unknown, [name, ...deeper]: readonly string[]): unknown => {
    if (name === undefined) return other(value)
    if (Array.isArray(value)) return value.map((each: unknown, at) => (String(at) === name ? bend(each, deeper) : each))
    return Object.fromEntries(Object.entries(Object(value)).map(([field, inner]) => [field, field === name ? bend(inner, deeper) : inner]))
  }
  return Object.fromEntries(Object.entries(Object(bend(input, path.split('.')))))
}
