import { z } from 'zod'

export const Status = z.enum(['PENDING', 'APPROVED', 'DECLINED', 'ERROR', 'VOIDED'])
export type Status = z.infer<typeof Status>
export const FinalStatus = Status.extract(['APPROVED', 'DECLINED', 'ERROR'])
export type FinalStatus = z.infer<typeof FinalStatus>

const sandboxStatus = FinalStatus.optional()
const description = z.string().min(1).max(64)
const legalIdType = z.enum(['CC', 'CE', 'NIT', 'PP', 'TI', 'DNI', 'RG', 'OTHER'])

export const PaymentMethod = z.discriminatedUnion('type', [
  z.object({ type: z.literal('CARD'), token: z.string(), installments: z.int().min(1).max(36) }),
  z.object({ type: z.literal('NEQUI'), phone_number: z.string().regex(/^3\d{9}$/) }),
  z.object({
    type: z.literal('PSE'),
    user_type: z.union([z.literal(0), z.literal(1)]),
    user_legal_id_type: legalIdType,
    user_legal_id: z.string().min(1),
    financial_institution_code: z.string().min(1),
    payment_description: description,
    reference_one: z.string().optional(),
    reference_two: z.string().optional(),
    reference_three: z.string().optional(),
  }),
  z.object({
    type: z.literal('BANCOLOMBIA_TRANSFER'),
    payment_description: description.regex(/^[^']*$/),
    user_type: z.literal('PERSON'),
    ecommerce_url: z.string().optional(),
    sandbox_status: sandboxStatus,
  }),
  z.object({ type: z.literal('BANCOLOMBIA_QR'), payment_description: description, sandbox_status: sandboxStatus }),
  z.object({ type: z.literal('BANCOLOMBIA_COLLECT'), sandbox_status: sandboxStatus }),
  z.object({
    type: z.literal('DAVIPLATA'),
    user_legal_id: z.string().min(1),
    user_legal_id_type: legalIdType,
    payment_description: z.string().min(1).max(30),
  }),
])
export type PaymentMethod = z.infer<typeof PaymentMethod>

const BrowserInfo = z.object({
  browser_color_depth: z.string(),
  browser_screen_height: z.string(),
  browser_screen_width: z.string(),
  browser_language: z.string(),
  browser_user_agent: z.string(),
  browser_tz: z.string(),
})

export const CreateTransaction = z.object({
  acceptance_token: z.string().min(1),
  accept_personal_auth: z.string().min(1),
  amount_in_cents: z.int().min(1).max(1e12),
  currency: z.literal('COP'),
  signature: z.string().optional(),
  customer_email: z.email(),
  reference: z.string().min(1).max(255),
  payment_method: z.unknown().optional(),
  redirect_url: z.url({ protocol: /^https?$/ }).nullish(),
  expiration_time: z.iso.datetime().optional(),
  ip: z.string().optional(),
  customer_data: z
    .object({
      full_name: z.string().min(1),
      phone_number: z.string().optional(),
      legal_id: z.string().optional(),
      legal_id_type: legalIdType.optional(),
      browser_info: BrowserInfo.optional(),
    })
    .nullish(),
  shipping_address: z.record(z.string(), z.unknown()).nullish(),
  taxes: z.array(z.record(z.string(), z.unknown())).optional(),
  is_three_ds: z.boolean().optional(),
  three_ds_auth_type: z
    .enum(['no_challenge_success', 'challenge_denied', 'challenge_v2', 'supported_version_error', 'authentication_error'])
    .optional(),
})
export type CreateTransaction = z.infer<typeof CreateTransaction>

export const Transaction = z.object({
  id: z.string(),
  created_at: z.string(),
  finalized_at: z.string().nullable(),
  amount_in_cents: z.number(),
  reference: z.string(),
  customer_email: z.string(),
  currency: z.literal('COP'),
  payment_method_type: z.string(),
  payment_method: z.looseObject({ type: z.string(), extra: z.record(z.string(), z.unknown()) }),
  status: Status,
  status_message: z.string().nullable(),
  billing_data: z.null(),
  shipping_address: z.record(z.string(), z.unknown()).nullable(),
  redirect_url: z.string().nullable(),
  payment_source_id: z.null(),
  payment_link_id: z.null(),
  customer_data: z.record(z.string(), z.unknown()).nullable(),
  bill_id: z.null(),
  taxes: z.array(z.record(z.string(), z.unknown())),
  tip_in_cents: z.null(),
})
export type Transaction = z.infer<typeof Transaction>

/** The envelope of everything that is refused. */
export const inputError = (field: string, message: string) => ({ error: { type: 'INPUT_VALIDATION_ERROR', messages: { [field]: [message] } } })
export const notFound = { error: { type: 'NOT_FOUND_ERROR', reason: 'La entidad solicitada no existe' } } as const
export const badKey = (reason: string) => ({ error: { type: 'INVALID_ACCESS_TOKEN', reason } })

export function zodError(error: z.ZodError) {
  const messages: Record<string, readonly string[]> = {}
  for (const issue of error.issues) {
    const field = issue.path.join('.') || 'body'
    messages[field] = [...(messages[field] ?? []), issue.message]
  }
  return { error: { type: 'INPUT_VALIDATION_ERROR', messages } }
}
