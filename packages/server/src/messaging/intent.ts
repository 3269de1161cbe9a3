import { Locale, Money } from '@fashionistas/contract'
import { z } from 'zod'

/** What a message says beyond the facts of its order, which are read anew when it goes out. */
export const IntentData = z.object({
  /** Channels at the same time as the first one. */
  parallel: z.array(z.enum(['whatsapp', 'email', 'sms'])).optional(),
  fallbackMinutes: z.number().optional(),
  amount: Money.optional(),
  voucher: z.object({ agreement: z.string(), reference: z.string() }).optional(),
  failureCode: z.string().optional(),
  reason: z.string().optional(),
  /** An instant until which the person can do something. */
  deadline: z.string().optional(),
  /** For a reminder: the start that it was made for. */
  startsAt: z.string().optional(),
  /** Secrets of a sign-in; wiped once they are of no use. */
  url: z.string().optional(),
  code: z.string().optional(),
  orderIds: z.array(z.string()).optional(),
  organizationName: z.string().optional(),
  inviterName: z.string().optional(),
  role: z.string().optional(),
  token: z.string().optional(),
  text: z.string().optional(),
  menu: z.object({ button: z.string(), choices: z.array(z.object({ id: z.string(), title: z.string() })) }).optional(),
})
export type IntentData = z.infer<typeof IntentData>

/** Messages whose text is ours, not the library's: mail of the account, and answers inside WhatsApp's 24 hours. */
export const OwnTemplate = z.enum([
  'sign_in_link',
  'email_code',
  'password_reset',
  'email_verification',
  'order_links',
  'member_invited',
  'event_cancelled_free',
  'reply',
])
export type OwnTemplate = z.infer<typeof OwnTemplate>

export const Intent = z.object({
  id: z.string(),
  template: z.string(),
  organization_id: z.string().nullable(),
  event_id: z.string().nullable(),
  order_id: z.string().nullable(),
  user_id: z.string().nullable(),
  locale: Locale,
  recipient_name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  channels: z.array(z.enum(['whatsapp', 'email', 'sms'])),
  data: IntentData,
  created_at: z.date(),
})
export type Intent = z.infer<typeof Intent>

const secretTemplates: readonly string[] = ['auth_otp', 'sign_in_link', 'email_code', 'password_reset', 'email_verification']
export const isSignIn = (template: string): boolean => secretTemplates.includes(template)
export const isReminder = (template: string): boolean => template === 'event_reminder_24h' || template === 'event_reminder_2h'
