import { z } from 'zod'

/** What we read of Wompi's answers; they may say more. */
const Envelope = <T extends z.ZodType>(content: T) => z.object({ data: content })

const PresignedDocument = z.object({ acceptance_token: z.string(), permalink: z.string() })
export const WompiMerchant = Envelope(z.object({ presigned_acceptance: PresignedDocument, presigned_personal_data_auth: PresignedDocument }))
export const WompiBanks = Envelope(z.array(z.object({ financial_institution_code: z.string(), financial_institution_name: z.string() })).max(500))

const Extra = z
  .object({
    async_payment_url: z.string(),
    url: z.string(),
    qr_image: z.string(),
    business_agreement_code: z.coerce.string(),
    payment_intention_identifier: z.coerce.string(),
  })
  .partial()

const Transaction = z.object({
  id: z.string(),
  amount_in_cents: z.int(),
  /** Wompi takes pesos only; another currency is kept as it is told, and set aside for a person. */
  currency: z.enum(['COP', 'USD', 'EUR']),
  reference: z.string(),
  status: z.enum(['PENDING', 'APPROVED', 'DECLINED', 'ERROR', 'VOIDED']),
  status_message: z.string().nullish(),
  payment_method_type: z.string(),
  payment_method: z.object({ phone_number: z.string().optional(), extra: Extra.nullish() }).nullish(),
})
export type WompiTransaction = z.infer<typeof Transaction>
export const WompiTransaction = Envelope(Transaction)
export const WompiTransactions = Envelope(z.array(Transaction).max(200))

export const WompiVoid = z.object({ data: z.object({ status: z.string(), transaction: z.object({ status: z.string() }).optional() }) })
export const WompiError = z.object({
  error: z.object({ type: z.string(), reason: z.string().optional(), messages: z.record(z.string(), z.unknown()).optional() }),
})
export type WompiError = z.infer<typeof WompiError>['error']

export const WompiEvent = z.object({
  event: z.string(),
  data: z.record(z.string(), z.unknown()),
  signature: z.object({ properties: z.array(z.string().max(100)).min(1).max(20), checksum: z.string() }),
  timestamp: z.int(),
})
export type WompiEvent = z.infer<typeof WompiEvent>
export const WompiEventTransaction = z.object({ transaction: z.object({ id: z.string(), reference: z.string() }) })
