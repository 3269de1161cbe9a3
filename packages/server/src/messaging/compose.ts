import type { ChannelId, Menu, Outgoing, Place } from './channel.ts'
import type { OrderFacts } from './facts.ts'
import { OwnTemplate, type Intent } from './intent.ts'
import { buttonUrl } from './links.ts'
import { writeMail } from './mail.ts'
import { ownMail } from './own-mails.ts'
import { amountWithDiscount, priceNotes } from './price-notes.ts'
import { renderTemplate, type Rendered } from './render.ts'
import { valuesOf } from './values.ts'

export type Told = { readonly intent: Intent; readonly orders: readonly OrderFacts[]; readonly publicUrl: string; readonly supportEmail: string }
export type Message = Omit<Outgoing, 'deliveryId' | 'to' | 'attachments'>

/** The message of an intent as one channel carries it. */
export async function compose(channel: ChannelId, told: Told): Promise<Message> {
  const { intent } = told
  const own = OwnTemplate.safeParse(intent.template)
  if (!own.success) return await fromLibrary(channel, told)
  if (own.data === 'reply') return reply(intent)
  const {
    intent: { locale },
    supportEmail,
  } = told
  const mail = ownMail(own.data, told)
  const letter = await writeMail({
    locale,
    title: mail.subject,
    preview: mail.paragraphs[0]?.replaceAll('*', '') ?? mail.subject,
    paragraphs: mail.paragraphs,
    code: mail.code,
    buttons: mail.buttons,
    supportEmail,
  })
  return { ...nothing, subject: mail.subject, ...letter }
}

const nothing = { variables: {}, buttonValues: [], subject: '', text: '' }

function reply({ data }: Intent): Message {
  const menu: Menu | undefined = data.menu
  return { ...nothing, text: data.text ?? '', menu }
}

async function fromLibrary(channel: ChannelId, told: Told): Promise<Message> {
  const {
    intent,
    orders: [order],
  } = told
  const rendered = renderTemplate(intent.template, intent.locale, order ? valuesFor(channel, intent, order) : codeOnly(intent))
  const base = { template: rendered.template, variables: rendered.variables, subject: rendered.subject, place: order && placeOf(order) }
  switch (channel) {
    case 'whatsapp':
      return {
        ...base,
        buttonValues: rendered.buttons.flatMap(({ kind }) => (kind === 'URL' && order ? [order.linkToken] : [])),
        text: rendered.body,
      }
    case 'sms':
      return { ...base, buttonValues: [], text: withLink(rendered, told, order) }
    case 'email':
      return { ...base, buttonValues: [], ...(await letterOf(rendered, told, order)) }
  }
}

function valuesFor(channel: ChannelId, { template, data, locale }: Intent, order: OrderFacts): Readonly<Record<string, string>> {
  const values = valuesOf(order, data, locale)
  if (channel !== 'whatsapp' || template !== 'payment_receipt') return values
  return { ...values, amount: amountWithDiscount(values['amount'] ?? '', order, locale) }
}

/** A receipt says how its amount came about, right after the amount. */
const withNotes = (paragraphs: readonly string[], { template, locale }: Intent, order: OrderFacts | undefined): readonly string[] =>
  template === 'payment_receipt' && order ? paragraphs.toSpliced(2, 0, ...priceNotes(order, locale)) : paragraphs

const codeOnly = ({ data }: Intent): Readonly<Record<string, string>> => (data.code ? { code: data.code } : {})

function placeOf({ event }: OrderFacts): Place | undefined {
  const { latitude, longitude, venueName, address } = event
  return latitude === null || longitude === null ? undefined : { latitude, longitude, name: venueName, address }
}

/** An SMS has no buttons; the first link goes along, because what the message is about is behind it. */
function withLink(rendered: Rendered, { intent, publicUrl }: Told, order: OrderFacts | undefined): string {
  const first = rendered.buttons.find(({ url }) => url !== undefined)
  if (!order || !first?.url) return rendered.sms
  return `${rendered.sms} ${buttonUrl(first.url, publicUrl, intent.locale).replace('{{1}}', order.linkToken)}`
}

async function letterOf(
  rendered: Rendered,
  { intent, publicUrl, supportEmail }: Told,
  order: OrderFacts | undefined,
): Promise<{ readonly html: string; readonly text: string }> {
  const code = rendered.variables['code']
  const buttons = rendered.buttons.flatMap(({ text, url, kind }) => {
    if (url && order) return [{ text, url: buttonUrl(url, publicUrl, intent.locale).replace('{{1}}', order.linkToken) }]
    // What is a quick answer on WhatsApp is a mail that is already addressed here.
    return kind === 'QUICK_REPLY'
      ? [{ text, url: `mailto:${supportEmail}?subject=${encodeURIComponent([text, order?.code].filter(Boolean).join(' · '))}` }]
      : []
  })
  return await writeMail({
    locale: intent.locale,
    title: rendered.subject,
    preview: rendered.short,
    paragraphs: withNotes(rendered.body.split(/\n{2,}/), intent, order),
    code,
    buttons,
    supportEmail,
  })
}
