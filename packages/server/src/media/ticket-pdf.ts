import { Document, Font, renderToBuffer } from '@react-pdf/renderer'
import { createElement } from 'react'
import type { Color } from '#media/color.ts'
import type { Locale, Money } from '#media/format.ts'
import { fontFile } from '#media/lettering.ts'
import { accentOf, type EventType } from '#media/palette.ts'
import { ReceiptPage } from '#media/receipt-page.ts'
import { ticketArt } from '#media/ticket-art.ts'
import { TicketPage } from '#media/ticket-page.ts'
import { ticketWords } from '#media/ticket-words.ts'

export interface PrintedEvent {
  readonly id: string
  readonly title: string
  readonly type: EventType
  readonly startsAt: Date
  readonly doorsAt?: Date
  readonly timeZone: string
  readonly venueName: string
  readonly address: string
  readonly city: string
  readonly organizerName: string
  readonly dressCode?: string
  readonly ageLimit?: number
  readonly pulepCode?: string
  readonly accent?: Color
}

export interface PrintedTicket {
  readonly code: string
  readonly typeName: string
  readonly holderName: string
  readonly qrPayload: string
  readonly price: Money
  readonly isComplimentary?: boolean
}

export interface PrintedReceipt {
  readonly lines: readonly { readonly name: string; readonly quantity: number; readonly unit: Money; readonly total: Money }[]
  /** What a promo code took off; the lines stand at their full price. */
  readonly discount?: { readonly code: string | null; readonly amount: Money }
  readonly fees: Money
  readonly taxes: Money
  readonly total: Money
  /** The IVA inside the total. */
  readonly taxIncluded?: { readonly percent: number; readonly amount: Money }
  readonly paidAt?: Date
  readonly methodLabel?: string
}

export interface TicketPrint {
  readonly locale: Locale
  readonly order: { readonly code: string }
  readonly event: PrintedEvent
  readonly tickets: readonly PrintedTicket[]
  readonly receipt: PrintedReceipt
}

/** A page for each ticket, to be kept and shown, and one with the receipt. */
export async function ticketPdf(print: TicketPrint): Promise<Uint8Array> {
  const { event, tickets, locale, order } = print
  const words = ticketWords[locale]
  const subject = {
    seed: event.id,
    type: event.type,
    title: event.title,
    city: event.city,
    dateLine: '',
    venue: event.venueName,
    ...(event.accent ? { accent: event.accent } : {}),
  }
  const art = await ticketArt(subject)
  const accent = accentOf(subject)
  const pages = tickets.map((ticket, index) => TicketPage({ print, ticket, art, accent, words, place: { index: index + 1, count: tickets.length } }))
  return await renderToBuffer(
    createElement(
      Document,
      {
        title: `${event.title} · ${order.code}`,
        author: event.organizerName,
        creator: 'Fashionistas',
        producer: 'Fashionistas',
        language: words.language,
        subject: words.ticket,
      },
      ...pages,
      ReceiptPage({ print, accent, words }),
    ),
  )
}

Font.register({ family: 'Fraunces', src: fontFile('display') })
Font.register({
  family: 'Inter',
  fonts: [
    { src: fontFile('text'), fontWeight: 400 },
    { src: fontFile('medium'), fontWeight: 500 },
  ],
})
Font.registerHyphenationCallback((word) => [word])
