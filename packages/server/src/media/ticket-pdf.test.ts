import { Buffer } from 'node:buffer'
import { expect, test } from 'vitest'
import { drawQr } from '#media/qr.ts'
import { ticketPdf, type TicketPrint } from '#media/ticket-pdf.ts'

const cop = (pesos: number) => ({ minor: pesos * 100, currency: 'COP' })
const ticket = {
  code: '7K2QDM9X4T',
  typeName: 'Primera fila',
  holderName: 'María Núñez',
  qrPayload: 'W50000100490CIS0VFIJFN3I000Z6S96O000V50700$SJC00',
  price: cop(320_000),
}
const print: TicketPrint = {
  locale: 'es-CO',
  order: { code: 'FX-7K2Q9' },
  event: {
    id: '0199e0b2',
    title: 'Colección Ánima',
    type: 'concert',
    startsAt: new Date('2026-11-15T00:30:00Z'),
    timeZone: 'America/Bogota',
    venueName: 'Plaza Mayor',
    address: 'Calle 41 # 55-80',
    city: 'Medellín',
    organizerName: 'Casa Guayacán',
  },
  tickets: [ticket, { ...ticket, code: '8ZQ1DM9X4T', holderName: 'Íñigo Güell', isComplimentary: true }],
  receipt: {
    lines: [{ name: 'Primera fila', quantity: 1, unit: cop(320_000), total: cop(320_000) }],
    fees: cop(25_600),
    taxes: cop(4_864),
    total: cop(350_464),
  },
}

function pagesOf(pdf: Uint8Array): number {
  return Array.from(
    Buffer.from(pdf)
      .toString('latin1')
      .matchAll(/\/Type\s*\/Page\b(?!s)/g),
  ).length
}

test('T-13 a purchase prints one page for each ticket and one with the receipt, in both languages', async () => {
  const spanish = await ticketPdf(print)
  expect(Buffer.from(spanish).subarray(0, 5).toString()).toBe('%PDF-')
  expect(pagesOf(spanish)).toBe(3)
  const receipt = {
    ...print.receipt,
    discount: { code: 'ALIADOS15', amount: cop(48_000) },
    taxIncluded: { percent: 19, amount: cop(48_292) },
  }
  expect(pagesOf(await ticketPdf({ ...print, locale: 'en', tickets: [ticket], receipt }))).toBe(2)
}, 30_000)

test('T-13 long names and titles stay on the page of their ticket', async () => {
  const long = {
    ...ticket,
    holderName: 'María Fernanda de los Ángeles Núñez Peñalosa viuda de Echavarría',
    typeName: 'Palco preferencial con coctel de bienvenida, fila 3, silla 112',
  }
  const event = {
    ...print.event,
    title: 'Un vestido para la madrugada y otras historias de la costura colombiana contadas por quienes la hacen',
    doorsAt: new Date('2026-11-14T23:30:00Z'),
    dressCode: 'Lino, blanco y un acento de color que cuente de dónde vienes',
    ageLimit: 18,
    pulepCode: 'KQX482',
    address: 'Carrera 43A # 7 Sur-170, costado oriental del Parque Comercial El Tesoro, local 2201',
  }
  expect(pagesOf(await ticketPdf({ ...print, event, tickets: [long] }))).toBe(2)
}, 30_000)

test('T-13 the QR code keeps its quiet zone and has as many modules as its version says', () => {
  const { side, version, path } = drawQr(ticket.qrPayload)
  expect(side).toBe(17 + 4 * version + 8)
  expect(path).toMatch(/^M4 4h7/)
})
