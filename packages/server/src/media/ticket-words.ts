import type { Locale } from '#media/format.ts'

/** What a ticket and its receipt say. Each language is written, not translated. */
export const ticketWords = {
  'es-CO': {
    language: 'es-CO', ticket: 'Boleta', of: (index: number, count: number) => `Boleta ${index} de ${count}`, holder: 'A nombre de', type: 'Localidad', when: 'Fecha', starts: 'Comienza', doors: 'Puertas', place: 'Lugar',
    dressCode: 'Código de vestuario', age: 'Edad', ageFrom: (years: number) => `Mayores de ${years} años`, price: 'Valor', complimentary: 'Cortesía', organizer: 'Organiza',
    order: 'Compra', code: 'Código de la boleta', present: 'Muestra este código en la puerta, en papel o en pantalla. Vale para una sola entrada: no lo publiques.',
    receipt: 'Tu compra', receiptNote: 'Este es tu comprobante de compra. No reemplaza la factura electrónica.', quantity: 'Cant.', concept: 'Concepto', unit: 'Valor unitario', total: 'Total',
    fees: 'Tarifa de servicio', taxes: 'Impuestos', paidAt: 'Pagado', method: 'Medio de pago', thanks: 'Gracias por venir. Guarda este archivo: funciona sin conexión.', holders: 'Tus boletas',
  },
  en: {
    language: 'en', ticket: 'Ticket', of: (index: number, count: number) => `Ticket ${index} of ${count}`, holder: 'Issued to', type: 'Admission', when: 'Date', starts: 'Starts', doors: 'Doors', place: 'Place',
    dressCode: 'Dress code', age: 'Age', ageFrom: (years: number) => `${years} and over`, price: 'Price', complimentary: 'Complimentary', organizer: 'Presented by',
    order: 'Order', code: 'Ticket code', present: 'Show this code at the door, on paper or on screen. It admits once, so keep it to yourself.',
    receipt: 'Your order', receiptNote: 'This is your proof of purchase. It does not replace the electronic invoice.', quantity: 'Qty', concept: 'Item', unit: 'Unit price', total: 'Total',
    fees: 'Service fee', taxes: 'Taxes', paidAt: 'Paid', method: 'Paid with', thanks: 'Thank you for coming. Keep this file: it works without a connection.', holders: 'Your tickets',
  },
} as const satisfies Record<Locale, unknown>

export type TicketWords = (typeof ticketWords)[Locale]
