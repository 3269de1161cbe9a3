import type { Locale } from '@fashionistas/contract'
import type { Tx } from '#core/database.ts'
import type { Happened } from '#core/outbox.ts'
import type { OwnTemplate } from './intent.ts'
import { forOrder } from './for-order.ts'
import type { MessagingParts } from './parts.ts'
import { requestMessage } from './request-message.ts'

type Maybe = string | null | undefined
const mails = { magic_link: 'sign_in_link', otp: 'email_code', reset: 'password_reset', verify: 'email_verification' } as const satisfies Record<
  string,
  OwnTemplate
>
/** How many orders one question brings back. */
const mostOrders = 10

/** A code for a phone goes by WhatsApp, then SMS; everything else of an account goes by mail. */
export async function passSignIn(
  tx: Tx,
  parts: MessagingParts,
  id: string,
  asked: {
    readonly kind: keyof typeof mails
    readonly email?: Maybe
    readonly phone?: Maybe
    readonly url?: Maybe
    readonly code?: Maybe
    readonly locale: Locale
  },
): Promise<void> {
  const { kind, email, phone, url, code, locale } = asked
  const data = { ...(url ? { url } : {}), ...(code ? { code } : {}) }
  if (phone && code) await requestMessage(tx, parts, { template: 'auth_otp', dedupeKey: `auth_otp:${id}`, locale, phone, email: email ?? null, data })
  else if (email)
    await requestMessage(tx, parts, { template: mails[kind], dedupeKey: `${mails[kind]}:${id}`, locale, email, channels: ['email'], data })
}

export async function inviteMember(
  tx: Tx,
  parts: MessagingParts,
  { id, organizationId }: Happened,
  invitation: {
    readonly email: string
    readonly organizationName: string
    readonly role: string
    readonly inviterName?: Maybe
    readonly token?: string | undefined
    readonly locale: Locale
  },
): Promise<void> {
  const { email, locale, organizationName, role, inviterName, token } = invitation
  const data = { organizationName, role, ...(inviterName ? { inviterName } : {}), ...(token ? { token } : {}) }
  await requestMessage(tx, parts, {
    template: 'member_invited',
    dedupeKey: `member_invited:${id}`,
    locale,
    email,
    organizationId,
    channels: ['email'],
    data,
  })
}

/** Who asks by mail gets one list of links; who asks by phone gets each order's tickets, because WhatsApp wants an approved template. */
export async function orderLinks(
  tx: Tx,
  parts: MessagingParts,
  id: string,
  { contact, locale, orderIds }: { readonly contact: string; readonly locale: Locale; readonly orderIds: readonly string[] },
): Promise<void> {
  const some = orderIds.slice(0, mostOrders)
  if (some.length === 0) return
  if (contact.includes('@'))
    return await requestMessage(tx, parts, {
      template: 'order_links',
      dedupeKey: `order_links:${id}`,
      locale,
      email: contact,
      channels: ['email'],
      data: { orderIds: some },
    })
  for (const orderId of some) {
    const order = await parts.facts.order(tx, orderId)
    if (order)
      await requestMessage(
        tx,
        parts,
        forOrder(order, 'ticket_delivery', `lookup:${id}:${orderId}`, { channels: ['whatsapp', 'sms'], locale, email: null }),
      )
  }
}
