import { Page, StyleSheet, Text, View } from '@react-pdf/renderer'
import { createElement as h, type ReactElement } from 'react'
import type { Color } from '#media/color.ts'
import { formatMoney, formatMoment, type Money } from '#media/format.ts'
import { ink, paper } from '#media/palette.ts'
import { pageMargin, pageSize } from '#media/ticket-page.ts'
import type { TicketPrint } from '#media/ticket-pdf.ts'
import type { TicketWords } from '#media/ticket-words.ts'

interface ReceiptSheet {
  readonly print: TicketPrint
  readonly accent: Color
  readonly words: TicketWords
}

export function ReceiptPage({ print, accent, words }: ReceiptSheet): ReactElement {
  const { event, order, locale } = print
  return h(
    Page,
    { key: 'receipt', size: [pageSize.width, pageSize.height], style: styles.page },
    h(View, { style: { ...styles.rule, backgroundColor: accent } }),
    h(Text, { style: styles.title }, words.receipt),
    h(
      View,
      { style: styles.under },
      h(Text, {}, event.title),
      h(Text, {}, `${formatMoment(event.startsAt, locale, event.timeZone)} · ${event.venueName}, ${event.city}`),
    ),
    lines(print, words),
    totals(print, words),
    h(
      View,
      { style: styles.foot },
      h(Text, {}, paidWith(print, words)),
      h(Text, {}, [`${words.order} ${order.code}`, `${words.organizer} ${event.organizerName}`].join('  ·  ')),
      h(Text, { style: { marginTop: 6 } }, words.receiptNote),
      h(Text, {}, words.thanks),
    ),
  )
}

function lines({ receipt, locale }: TicketPrint, words: TicketWords): ReactElement {
  return h(
    View,
    { style: styles.table },
    h(
      View,
      { style: styles.header },
      h(Text, { style: styles.name }, words.concept),
      h(Text, { style: styles.quantity }, words.quantity),
      h(Text, { style: styles.money }, words.unit),
      h(Text, { style: styles.money }, words.total),
    ),
    receipt.lines.map(({ name, quantity, unit, total }, index) =>
      h(
        View,
        { key: index, style: styles.line, wrap: false },
        h(Text, { style: styles.name }, name),
        h(Text, { style: styles.quantity }, String(quantity)),
        h(Text, { style: styles.money }, formatMoney(unit, locale)),
        h(Text, { style: styles.money }, formatMoney(total, locale)),
      ),
    ),
  )
}

function totals({ receipt: { discount, fees, taxes, total, taxIncluded }, locale }: TicketPrint, words: TicketWords): ReactElement {
  const row = (label: string, money: Money) => h(View, { style: styles.sum }, h(Text, {}, label), h(Text, {}, formatMoney(money, locale)))
  return h(
    View,
    { wrap: false, style: { paddingTop: 8 } },
    discount ? row(words.discount(discount.code), { ...discount.amount, minor: -discount.amount.minor }) : null,
    row(words.fees, fees),
    row(words.taxes, taxes),
    h(
      View,
      { style: styles.grand },
      h(Text, { style: styles.grandText }, words.total),
      h(Text, { style: styles.grandText }, formatMoney(total, locale)),
    ),
    taxIncluded ? row(words.taxIncluded(taxIncluded.percent), taxIncluded.amount) : null,
  )
}

function paidWith({ receipt: { paidAt, methodLabel }, event, locale }: TicketPrint, words: TicketWords): string {
  const paid = paidAt ? `${words.paidAt} ${formatMoment(paidAt, locale, event.timeZone)}` : ''
  const method = methodLabel ? `${words.method}: ${methodLabel}` : ''
  return [paid, method].filter((part) => part !== '').join('  ·  ')
}

const styles = StyleSheet.create({
  page: { backgroundColor: paper, color: ink, fontFamily: 'Inter', fontSize: 9, padding: pageMargin, paddingTop: 34 },
  rule: { width: 36, height: 3, marginBottom: 16 },
  title: { fontFamily: 'Fraunces', fontSize: 34, lineHeight: 1.05, letterSpacing: -0.4 },
  under: { lineHeight: 1.5, color: '#4A433C', marginTop: 8 },
  table: { marginTop: 26 },
  header: { flexDirection: 'row', fontSize: 7.5, color: '#6A6158', paddingBottom: 6, borderBottomWidth: 1, borderBottomColor: ink },
  line: { flexDirection: 'row', paddingVertical: 8, borderBottomWidth: 0.5, borderBottomColor: '#D8CFC2' },
  name: { flex: 1, paddingRight: 8 },
  quantity: { width: 36, textAlign: 'right' },
  money: { width: 86, textAlign: 'right' },
  sum: { flexDirection: 'row', justifyContent: 'space-between', paddingVertical: 4, color: '#4A433C' },
  grand: {
    flexDirection: 'row',
    justifyContent: 'space-between',
    alignItems: 'flex-end',
    marginTop: 8,
    paddingTop: 10,
    borderTopWidth: 1,
    borderTopColor: ink,
  },
  grandText: { fontFamily: 'Fraunces', fontSize: 22 },
  foot: { marginTop: 'auto', fontSize: 7.5, lineHeight: 1.6, color: '#5B534B' },
})
