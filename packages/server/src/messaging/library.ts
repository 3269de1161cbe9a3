import type { Locale } from '@fashionistas/contract'
import { z } from 'zod'
import library from './message-templates.json' with { type: 'json' }

const Localized = z.object({ 'es-CO': z.string(), en: z.string() })
const Button = z.object({ type: z.enum(['URL', 'QUICK_REPLY', 'OTP', 'COPY_CODE']), url: z.string().optional(), payload: z.string().optional() })
const Variable = z.object({ name: z.string().regex(/^[a-z][a-z0-9_]*$/), in_whatsapp_body: z.boolean(), type: z.string(), example: Localized })
const Words = z.object({
  whatsapp_language: z.string(),
  body: z.string().nullable(),
  short: z.string(),
  buttons: z.array(z.string()),
  email_subject: z.string(),
  sms: z.string().optional(),
  footer: z.string().optional(),
})
const Template = z.object({
  key: z.string(),
  whatsapp_name: z.string().regex(/^[a-z0-9_]{1,512}$/),
  category: z.enum(['UTILITY', 'MARKETING', 'AUTHENTICATION']),
  commercial: z.boolean(),
  priority: z.enum(['low', 'normal', 'high', 'critical']),
  channels: z.object({
    primary: z.string(),
    fallback: z.array(z.string()),
    fallback_after_minutes: z.number().nullable(),
    parallel: z.array(z.string()),
  }),
  header: z.object({ format: z.enum(['DOCUMENT', 'LOCATION', 'IMAGE']) }).nullable(),
  buttons: z.array(Button),
  variables: z.array(Variable),
  locales: z.object({ 'es-CO': Words, en: Words }),
  authentication: z.object({ code_expiration_minutes: z.number() }).optional(),
})
export type Template = z.infer<typeof Template>
const ServiceMessage = z.object({
  key: z.string(),
  body: Localized,
  button: Localized.optional(),
  rows: z.array(z.object({ id: z.string(), title: Localized })).optional(),
})
const Keywords = z.object({ 'es-CO': z.array(z.string()), en: z.array(z.string()) })
const Library = z.object({
  templates: z.array(Template),
  service_messages: z.array(ServiceMessage),
  opt_out_keywords: Keywords,
  opt_in_keywords: Keywords,
})

const parsed = Library.parse(library)
export const templates: readonly Template[] = parsed.templates
const byKey = new Map(templates.map((template) => [template.key, template]))
const services = new Map(parsed.service_messages.map((message) => [message.key, message]))

export function findTemplate(key: string): Template | undefined {
  return byKey.get(key)
}

export function serviceText(key: string, locale: Locale): string {
  const message = services.get(key)
  if (!message) throw new Error(`the library has no service message ${key}`)
  return message.body[locale]
}

/** The choices of a service menu that are served here, in the library's order. */
export function serviceMenu(
  key: string,
  locale: Locale,
  served: ReadonlySet<string>,
): { readonly button: string; readonly choices: readonly { readonly id: string; readonly title: string }[] } {
  const message = services.get(key)
  const choices = (message?.rows ?? []).filter(({ id }) => served.has(id)).map(({ id, title }) => ({ id, title: title[locale] }))
  return { button: message?.button?.[locale] ?? '', choices }
}

/** The language of the word says in which language the person wrote it. */
export function keywordOf(text: string): { readonly wants: 'out' | 'in'; readonly locale: Locale } | undefined {
  const word = text
    .trim()
    .toUpperCase()
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036F.]/g, '')
  for (const locale of ['es-CO', 'en'] as const) {
    if (parsed.opt_out_keywords[locale].includes(word)) return { wants: 'out', locale }
    if (parsed.opt_in_keywords[locale].includes(word)) return { wants: 'in', locale }
  }
  return undefined
}
