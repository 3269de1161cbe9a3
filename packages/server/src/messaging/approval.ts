import type { TemplateToApprove } from './channel.ts'
import { findTemplate, type Template } from './library.ts'
import { buttonUrl } from './links.ts'
import type { MessagingParts } from './parts.ts'

/** Those that this product sends by WhatsApp. */
export const usedTemplates = [
  'ticket_delivery',
  'registration_confirmation',
  'payment_pending_voucher',
  'payment_failed',
  'event_reminder_24h',
  'event_reminder_2h',
  'event_cancelled',
  'event_postponed',
  'refund_processed',
  'auth_otp',
] as const

/** The library's templates as Meta has to approve them, in both languages. */
export function templatesToApprove(publicUrl: string): readonly TemplateToApprove[] {
  return usedTemplates.flatMap((key) => {
    const template = findTemplate(key)
    return template ? (['es-CO', 'en'] as const).map((locale) => toApprove(template, locale, publicUrl)) : []
  })
}

function toApprove(template: Template, locale: 'es-CO' | 'en', publicUrl: string): TemplateToApprove {
  const words = template.locales[locale]
  return {
    name: template.whatsapp_name,
    language: words.whatsapp_language,
    category: template.category,
    header: template.header?.format ?? null,
    body: words.body,
    examples: Object.fromEntries(
      template.variables.filter((variable) => variable.in_whatsapp_body).map(({ name, example }) => [name, example[locale]]),
    ),
    buttons: template.buttons.map(({ type, payload, url }, at) => ({
      type,
      payload,
      text: words.buttons[at] ?? '',
      url: url && buttonUrl(url, publicUrl, locale),
    })),
    codeExpirationMinutes: template.authentication?.code_expiration_minutes,
  }
}

/** Hands in what Meta does not know yet; the answer comes by review, and until then messages take their other channels. */
export async function submitTemplates(parts: MessagingParts): Promise<void> {
  if (!parts.whatsapp) return
  const { submitted } = await parts.whatsapp.submitTemplates(templatesToApprove(parts.publicUrl))
  if (submitted.length > 0) parts.log.info({ templates: submitted }, 'templates were handed in for approval')
}
