import { Image, Line, Page, Path, StyleSheet, Svg, Text, View } from '@react-pdf/renderer'
import { createElement as h, type ReactElement } from 'react'
import type { Color } from '#media/color.ts'
import { formatDay, formatMoney, formatTime } from '#media/format.ts'
import { bone, ink, paper } from '#media/palette.ts'
import { drawQr } from '#media/qr.ts'
import type { PrintedTicket, TicketPrint } from '#media/ticket-pdf.ts'
import type { TicketWords } from '#media/ticket-words.ts'
import { fitTitle } from '#media/title.ts'
import { showTicketCode } from '#media/ticket-code.ts'

/** A5: one sheet of a home printer folds into two, and a phone shows it whole. */
export const pageSize = { width: 420, height: 595 } as const
export const pageMargin = 28
const artHeight = 150
const qrSide = 148

interface TicketSheet {
  readonly print: TicketPrint
  readonly ticket: PrintedTicket
  readonly art: Buffer
  readonly accent: Color
  readonly words: TicketWords
  readonly place: { readonly index: number; readonly count: number }
}

export function TicketPage(sheet: TicketSheet): ReactElement {
  const {
    print: { event },
    art,
  } = sheet
  const title = fitTitle(event.title, { width: pageSize.width - 2 * pageMargin, height: 78, most: 40 })
  return h(
    Page,
    { key: sheet.ticket.code, size: [pageSize.width, pageSize.height], style: styles.page },
    h(Image, { src: art, style: styles.art }),
    h(
      View,
      { style: styles.head },
      title.lines.map((line, index) =>
        h(Text, { key: index, style: { fontFamily: 'Fraunces', fontSize: title.size, lineHeight: 1.02, letterSpacing: -0.012 * title.size } }, line),
      ),
    ),
    h(
      View,
      { style: styles.facts },
      factsOf(sheet).map(([label, value, detail]) => fact(label, value, detail)),
    ),
    stitch(sheet.accent),
    h(View, { style: styles.stub }, qr(sheet.ticket.qrPayload), stub(sheet)),
    h(Text, { style: styles.foot }, footOf(sheet)),
  )
}

type Fact = readonly [label: string, value: string, detail?: string]

function factsOf({ print: { event, locale }, words }: TicketSheet): readonly Fact[] {
  const doors = event.doorsAt ? `${words.doors} ${formatTime(event.doorsAt, locale, event.timeZone)} · ` : ''
  const starts = `${doors}${words.starts} ${formatTime(event.startsAt, locale, event.timeZone)}`
  const facts: readonly Fact[] = [
    [words.when, capital(formatDay(event.startsAt, locale, event.timeZone)), starts],
    [words.place, event.venueName, [event.address, event.city].filter((part) => part !== '').join(', ')],
  ]
  const dress: readonly Fact[] = event.dressCode ? [[words.dressCode, event.dressCode]] : []
  const age: readonly Fact[] = event.ageLimit ? [[words.age, words.ageFrom(event.ageLimit)]] : []
  return [...facts, ...dress, ...age]
}

function fact(label: string, value: string, detail?: string): ReactElement {
  return h(
    View,
    { key: label, style: styles.fact },
    h(Text, { style: styles.label }, label),
    h(Text, { style: styles.value }, value),
    detail ? h(Text, { style: styles.detail }, detail) : undefined,
  )
}

/** The running stitch of the brand, where a printed stub would be torn. */
function stitch(accent: Color): ReactElement {
  const width = pageSize.width
  return h(
    Svg,
    { width, height: 2, viewBox: `0 0 ${width} 2`, style: { marginTop: 'auto' } },
    h(Line, { x1: 0, x2: width, y1: 1, y2: 1, stroke: accent, strokeWidth: 1.5, strokeDasharray: '9 6' }),
  )
}

function qr(payload: string): ReactElement {
  const { path, side } = drawQr(payload)
  return h(
    View,
    { style: styles.qr },
    h(Svg, { width: qrSide, height: qrSide, viewBox: `0 0 ${side} ${side}` }, h(Path, { d: path, fill: '#000000' })),
  )
}

function stub({ print, ticket, accent, words }: TicketSheet): ReactElement {
  const price = ticket.isComplimentary ? words.complimentary : formatMoney(ticket.price, print.locale)
  return h(
    View,
    { style: styles.holder },
    h(Text, { style: styles.label }, words.holder),
    h(Text, { style: { ...styles.name, fontSize: ticket.holderName.length > 26 ? 16 : 21 } }, ticket.holderName),
    h(Text, { style: { ...styles.type, color: accent } }, ticket.typeName),
    h(Text, { style: styles.detail }, price),
    h(
      View,
      { style: { marginTop: 'auto' } },
      h(Text, { style: styles.label }, words.code),
      h(Text, { style: styles.code }, showTicketCode(ticket.code)),
    ),
  )
}

function footOf({ print: { event, order }, words, place }: TicketSheet): string {
  const facts = [
    words.of(place.index, place.count),
    `${words.order} ${order.code}`,
    `${words.organizer} ${event.organizerName}`,
    event.pulepCode ? `PULEP ${event.pulepCode}` : '',
  ]
  return `${words.present}\n${facts.filter((part) => part !== '').join('  ·  ')}`
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase('es-CO') + text.slice(1)
}

const styles = StyleSheet.create({
  page: { backgroundColor: bone, color: ink, fontFamily: 'Inter', fontSize: 9 },
  art: { width: pageSize.width, height: artHeight, objectFit: 'cover' },
  head: { paddingHorizontal: pageMargin, paddingTop: 16 },
  facts: { flexDirection: 'row', flexWrap: 'wrap', paddingHorizontal: pageMargin, paddingTop: 22, rowGap: 10 },
  fact: { width: '50%', paddingRight: 14 },
  label: { fontSize: 7.5, color: '#6A6158', marginBottom: 2 },
  value: { fontSize: 10, fontWeight: 500, lineHeight: 1.3 },
  detail: { fontSize: 8.5, color: '#4A433C', lineHeight: 1.35, marginTop: 1 },
  stub: { flexDirection: 'row', paddingHorizontal: pageMargin, paddingTop: 15, paddingBottom: 4, backgroundColor: paper },
  qr: { width: qrSide, height: qrSide, backgroundColor: '#FFFFFF' },
  holder: { flex: 1, paddingLeft: 18 },
  name: { fontFamily: 'Fraunces', lineHeight: 1.05 },
  type: { fontSize: 10, fontWeight: 500, marginTop: 5 },
  code: { fontFamily: 'Fraunces', fontSize: 19, letterSpacing: 1.1 },
  foot: { fontSize: 7, lineHeight: 1.5, color: '#5B534B', paddingHorizontal: pageMargin, paddingTop: 11, paddingBottom: 16, backgroundColor: paper },
})
