import { expect, test } from 'vitest'
import { ticketPdfBeside } from '#media/draw-beside.ts'
import type { TicketPrint } from '#media/ticket-pdf.ts'

const money = { minor: 12_000_000, currency: 'COP' } as const
const print: TicketPrint = {
  locale: 'es-CO',
  order: { code: 'FSH-23456' },
  event: {
    id: '01a0b520-c9a0-7e31-a24b-e6c4da781249',
    title: 'Pasarela de agua',
    type: 'fashion',
    startsAt: new Date('2026-12-01T00:30:00Z'),
    timeZone: 'America/Bogota',
    venueName: 'Plaza Mayor',
    address: 'Calle 41 # 55-80',
    city: 'Medellín',
    organizerName: 'Casa Orquídea',
  },
  tickets: [{ code: 'ABCDEFGHJK', typeName: 'General', holderName: 'Ana Ruiz', qrPayload: 'ABC123', price: money }],
  receipt: {
    lines: [{ name: 'General', quantity: 1, unit: money, total: money }],
    fees: { ...money, minor: 0 },
    taxes: { ...money, minor: 0 },
    total: money,
  },
}

test('T-13 tickets are drawn beside the process, several at once, each to whom asked for it', async () => {
  const drawn = await Promise.all([print, { ...print, order: { code: 'FSH-99999' } }].map((each) => ticketPdfBeside(each)))
  for (const bytes of drawn) expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-')
})
