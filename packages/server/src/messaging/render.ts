import type { Locale } from '@fashionistas/contract'
import type { UsedTemplate } from './channel.ts'
import { findTemplate, type Template } from './library.ts'

export type Rendered = {
  readonly template: UsedTemplate
  /** The body as WhatsApp shows it, with *bold*. */
  readonly body: string
  readonly short: string
  readonly sms: string
  readonly subject: string
  readonly buttons: readonly {
    readonly text: string
    readonly kind: Template['buttons'][number]['type']
    readonly url?: string | undefined
    readonly payload?: string | undefined
  }[]
  readonly variables: Readonly<Record<string, string>>
}

/** Meta fixes the text of authentication messages; other channels say the same. */
const codeText = {
  'es-CO': '{{code}} es tu código de verificación. Por tu seguridad, no lo compartas.',
  en: '{{code}} is your verification code. For your security, do not share this code.',
}

/** Fills a template of the library. Throws when a variable is missing: a message with a hole must not go out. */
export function renderTemplate(key: string, locale: Locale, values: Readonly<Record<string, string>>): Rendered {
  const template = findTemplate(key)
  if (!template) throw new Error(`the library has no template ${key}`)
  const words = template.locales[locale]
  const variables = Object.fromEntries(template.variables.map(({ name }) => [name, cleaned(key, name, values[name])]))
  const filled = (text: string) => fill(text, variables)
  return {
    template: usedTemplate(template, locale),
    body: filled(words.body ?? codeText[locale]),
    short: filled(words.short),
    sms: filled(words.sms ?? `Fashionistas: ${words.short}`),
    subject: filled(words.email_subject),
    buttons: template.buttons.map((button, at) => ({ text: words.buttons[at] ?? '', kind: button.type, url: button.url, payload: button.payload })),
    variables,
  }
}

function usedTemplate(template: Template, locale: Locale): UsedTemplate {
  return {
    key: template.key,
    whatsappName: template.whatsapp_name,
    language: template.locales[locale].whatsapp_language,
    header: template.header?.format ?? null,
    body: template.variables.filter((variable) => variable.in_whatsapp_body).map(({ name }) => name),
    buttons: template.buttons.map(({ type, payload }) => ({ type, payload })),
  }
}

/** WhatsApp refuses a parameter that is empty, has line breaks or tabs, or more than four spaces in a row. */
function cleaned(key: string, name: string, value: string | undefined): string {
  const text = (value ?? '').replaceAll(/\s+/gu, ' ').trim()
  if (text === '') throw new Error(`${key} lacks ${name}`)
  return text
}

export const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`a text lacks ${name}`)
    return value
  })
