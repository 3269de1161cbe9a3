import { z } from 'zod'
import type { Fields } from './merge-step.ts'

/* What a step's form holds: the shape that is sent, every part of it possibly empty. What was saved half-filled, or by an older page, always opens. */
const text = z.string().catch('')
const TwoTexts = z.object({ es: text, en: text }).catch({ es: '', en: '' })
const instant = z.iso.datetime().optional().catch(undefined)
const count = z.number().optional().catch(undefined)
const list = <Row extends z.ZodType>(row: Row) => z.array(row).catch([])

const Basics = z.object({
  title: TwoTexts,
  type: z.enum(['fashion', 'corporate', 'cultural', 'concert']).optional().catch(undefined),
  summary: TwoTexts,
  description: TwoTexts,
  startsAt: instant,
  endsAt: instant,
  doorsAt: instant,
  timeZone: z.string().min(1).catch('America/Bogota'),
})
const Venue = z.object({
  venueId: z.string().optional().catch(undefined),
  name: text,
  address: text,
  city: text,
  latitude: count,
  longitude: count,
  capacity: count,
  accessibility: TwoTexts,
})
const TeamMember = z.object({
  email: text,
  role: z.enum(['coordinator', 'production', 'marketing', 'technical', 'security', 'door']).catch('coordinator'),
})
const Team = z.object({ members: list(TeamMember) })
const Currency = z.enum(['COP', 'USD', 'EUR']).catch('COP')
const Tier = z.object({
  id: z.string().optional().catch(undefined),
  name: TwoTexts,
  price: z.object({ minor: z.number().optional().catch(undefined), currency: Currency }).catch({ minor: undefined, currency: 'COP' }),
  startsAt: instant,
  endsAt: instant,
  quantity: count,
})
const Type = z.object({
  id: z.string().optional().catch(undefined),
  name: TwoTexts,
  description: TwoTexts,
  quantity: count,
  minPerOrder: z.number().optional().catch(1),
  maxPerOrder: z.number().optional().catch(10),
  admissions: z.number().optional().catch(1),
  isDonation: z.boolean().catch(false),
  visibility: z.enum(['public', 'hidden']).catch('public'),
  salesStartAt: instant,
  salesEndAt: instant,
  poolIds: list(z.string()),
  tiers: list(Tier),
})
const Tickets = z.object({
  types: list(Type),
  currency: Currency,
  refundPolicy: z.enum(['standard', 'flexible', 'none']).catch('standard'),
  ivaBp: z.literal([0, 500, 1900]).catch(0),
})
const Marketing = z.object({
  dressCode: TwoTexts,
  ageLimit: count,
  accent: z.string().optional().catch(undefined),
  pulepCode: text,
  slug: text,
  agenda: list(z.object({ time: text, title: TwoTexts })),
  lineUp: list(z.object({ name: text, role: TwoTexts })),
})

export type TwoTexts = z.infer<typeof TwoTexts>
export type TeamMember = z.infer<typeof TeamMember>
export type TierForm = z.infer<typeof Tier>
export type TypeForm = z.infer<typeof Type>

export const readBasics = (fields: Fields) => Basics.parse(fields)
export const readVenue = (fields: Fields) => Venue.parse(fields)
export const readTeam = (fields: Fields) => Team.parse(fields)
export const readTickets = (fields: Fields) => Tickets.parse(fields)
export const readMarketing = (fields: Fields) => Marketing.parse(fields)

export const newTier = (currency: TierForm['price']['currency'], es = '', en = ''): TierForm => ({
  id: undefined,
  name: { es, en },
  price: { minor: undefined, currency },
  startsAt: undefined,
  endsAt: undefined,
  quantity: undefined,
})
export const newType = (currency: TierForm['price']['currency'], names: { readonly type: TwoTexts; readonly tier: TwoTexts }): TypeForm => ({
  id: undefined,
  name: names.type,
  description: { es: '', en: '' },
  quantity: undefined,
  minPerOrder: 1,
  maxPerOrder: 10,
  admissions: 1,
  isDonation: false,
  visibility: 'public',
  salesStartAt: undefined,
  salesEndAt: undefined,
  poolIds: [],
  tiers: [newTier(currency, names.tier.es, names.tier.en)],
})
