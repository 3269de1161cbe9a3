import { Locale } from '@fashionistas/contract'
import type { Tx } from '#core/database.ts'
import { emitTo } from '#core/outbox.ts'
import type { ChannelId, Inbound } from './channel.ts'
import { writeConsent } from './consent.ts'
import type { OrderFacts } from './facts.ts'
import { keywordOf, serviceMenu, serviceText } from './library.ts'
import { pathOf } from './links.ts'
import { dateText } from './money-and-dates.ts'
import type { MessagingParts } from './parts.ts'
import { requestMessage } from './request-message.ts'
import { wordsIn } from './values.ts'

type Answer = { readonly text: string; readonly withMenu?: true }
/** What the welcome menu of this product really serves. */
const served = new Set(['tickets.mine', 'event.info', 'payment.help', 'support.open'])
const optOutText = 'whatsapp-optout-1'

/** Keeps what a person wrote, takes opt-out words before anything else, and answers once. */
export async function answerInbound(tx: Tx, parts: MessagingParts, channel: ChannelId, inbound: Inbound): Promise<void> {
  const { world } = parts
  const stored = await tx
    .insertInto('inbound_messages')
    .values({
      id: world.newId(),
      channel,
      provider_id: inbound.providerId,
      address: inbound.from,
      name: inbound.name ?? null,
      kind: inbound.kind,
      body: inbound.text,
      received_at: inbound.at,
      raw: JSON.stringify(inbound.raw),
    })
    .onConflict((conflict) => conflict.columns(['channel', 'provider_id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!stored) return // told twice
  const last = await lastConversation(tx, inbound.from)
  await emitTo(tx, {
    id: world.newId(),
    occurredAt: world.now(),
    type: 'message.replied',
    organizationId: last?.organization_id ?? null,
    data: { inboundId: stored.id, channel, kind: inbound.kind, orderId: last?.order_id ?? null, eventId: last?.event_id ?? null },
  })
  const keyword = keywordOf(inbound.text)
  const locale = keyword?.locale ?? Locale.safeParse(last?.locale).data ?? 'es-CO'
  if (inbound.kind === 'preference' || keyword)
    await takeWish(tx, parts, channel, inbound, keyword?.wants ?? (inbound.text === 'stop' ? 'out' : 'in'))
  if (channel !== 'whatsapp' || inbound.kind === 'reaction' || inbound.kind === 'preference' || inbound.kind === 'system') return
  const answer = keyword
    ? { text: serviceText(keyword.wants === 'out' ? 'svc_optout_done' : 'svc_optin_done', locale) }
    : await answerTo(tx, parts, inbound, locale)
  const menu = answer.withMenu ? serviceMenu('svc_welcome_menu', locale, served) : undefined
  await requestMessage(tx, parts, {
    template: 'reply',
    dedupeKey: `reply:${inbound.providerId}`,
    locale,
    phone: inbound.from,
    channels: ['whatsapp'],
    data: { text: answer.text, ...(menu ? { menu: { button: menu.button, choices: [...menu.choices] } } : {}) },
  })
}

async function lastConversation(tx: Tx, address: string) {
  return await tx
    .selectFrom('deliveries as d')
    .innerJoin('message_intents as i', 'i.id', 'd.intent_id')
    .select(['i.locale', 'i.order_id', 'i.event_id', 'i.organization_id'])
    .where('d.address', '=', address)
    .orderBy('d.created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

async function takeWish(tx: Tx, parts: MessagingParts, channel: ChannelId, inbound: Inbound, wants: 'out' | 'in'): Promise<void> {
  await writeConsent(tx, parts.world, {
    contact: inbound.from,
    channel,
    granted: wants === 'in',
    textVersion: optOutText,
    proof: { inbound: inbound.providerId, text: inbound.text },
  })
}

/** Only what we can keep: an answer that is true, or the menu. */
async function answerTo(tx: Tx, parts: MessagingParts, inbound: Inbound, locale: Locale): Promise<Answer> {
  const say = (es: string, en: string): Answer => ({ text: locale === 'en' ? en : es })
  const { publicUrl, supportEmail } = parts
  switch (wantOf(inbound)) {
    case 'tickets.mine':
      return await ticketsOf(tx, parts, inbound.from, locale)
    case 'event.info':
      return say(`Mira los eventos que vienen: ${publicUrl}/eventos`, `See the events that are coming: ${publicUrl}/en/eventos`)
    case 'payment.help':
      return say(
        `En la página de tu pedido ves el estado del pago y de la devolución; ábrela desde el último mensaje de tu compra. Si algo no cuadra, escribe a ${supportEmail} con el código de tu pedido.`,
        `Your order page shows the state of the payment and of any refund; open it from the last message about your purchase. If something looks wrong, write to ${supportEmail} with your order code.`,
      )
    case 'support.open':
    case 'payment.dispute':
      return say(
        `Escribe a ${supportEmail} con el código de tu pedido y una persona del equipo te responde.`,
        `Write to ${supportEmail} with your order code and a person on the team will answer.`,
      )
    case 'ticket.keep':
      return say('Listo: conservas tu entrada y es válida para la nueva fecha.', 'Done: you keep your ticket, and it is valid for the new date.')
    case 'attendee.late':
      return say(
        'Gracias por avisar. Tu entrada sigue siendo válida: preséntala cuando llegues, mientras haya ingreso.',
        'Thanks for telling us. Your ticket is still valid: show it when you arrive, while entry is open.',
      )
    case 'order.cancel':
      return say(
        'Si no pagas, el pedido se libera solo al vencer el plazo y no se cobra nada. También puedes soltarlo ahora desde la página del pedido.',
        'If you do not pay, the order is released by itself when its time is up and nothing is charged. You can also let it go now from the order page.',
      )
    default:
      return { text: serviceText('svc_welcome_menu', locale), withMenu: true }
  }
}

/** Answers to buttons and lists carry an id; INFO and the words for tickets mean the same as their rows. */
function wantOf({ kind, text, raw }: Inbound): string {
  if (kind === 'button' || kind === 'choice') return payloadOf(raw) ?? text
  if (/^\s*info\s*$/i.test(text)) return 'event.info'
  return /\b(boletas?|entradas?|tickets?|qr)\b/i.test(text) ? 'tickets.mine' : ''
}

function payloadOf(raw: unknown): string | undefined {
  return typeof raw === 'object' && raw !== null && 'payload' in raw && typeof raw.payload === 'string' ? raw.payload : undefined
}

async function ticketsOf(tx: Tx, { facts, publicUrl, supportEmail }: MessagingParts, phone: string, locale: Locale): Promise<Answer> {
  if (!phone.startsWith('+'))
    return {
      text:
        locale === 'en'
          ? `WhatsApp does not show us your number. Find your tickets here: ${publicUrl}/en/mis-boletas`
          : `WhatsApp no nos muestra tu número. Encuentra tus entradas aquí: ${publicUrl}/mis-boletas`,
    }
  const orders: OrderFacts[] = []
  for (const orderId of (await facts.ordersOfPhone(tx, phone)).slice(0, 5))
    orders.push(...[await facts.order(tx, orderId)].filter((order) => order !== undefined))
  if (orders.length === 0)
    return {
      text:
        locale === 'en'
          ? `We found no open order with this number. If you bought with another one or with an email, write to ${supportEmail}.`
          : `No encontramos pedidos abiertos con este número. Si compraste con otro o con un correo, escribe a ${supportEmail}.`,
    }
  const rows = orders.map(
    (order) =>
      `*${wordsIn(order.event.title, locale)}*, ${dateText(order.event.startsAt, order.event.timeZone, locale)}\n${publicUrl}${pathOf(locale, `/t/${order.linkToken}`)}`,
  )
  return { text: [locale === 'en' ? 'Here are your tickets:' : 'Aquí están tus entradas:', ...rows].join('\n\n') }
}
