import { randomUUID } from 'node:crypto'
import type { OrderFacts } from '#messaging/facts.ts'

/** An order as ticketing tells of it; a test says only what matters to it. */
export function orderFacts(
  more: Partial<Omit<OrderFacts, 'event' | 'buyer'>> & {
    readonly event?: Partial<OrderFacts['event']>
    readonly buyer?: Partial<OrderFacts['buyer']>
  } = {},
): OrderFacts {
  return {
    orderId: randomUUID(),
    code: 'FSH-48213',
    state: 'paid',
    locale: 'es-CO',
    organizationId: randomUUID(),
    userId: null,
    ticketCount: 2,
    typeNames: [{ es: 'Platea VIP', en: 'VIP Floor' }],
    discount: { minor: 0, currency: 'COP' },
    promoCode: null,
    taxIncluded: { minor: 0, currency: 'COP' },
    ivaBp: 0,
    total: { minor: 17_000_000, currency: 'COP' },
    refunded: { minor: 0, currency: 'COP' },
    method: 'pse',
    paidAt: new Date('2026-11-20T15:42:00Z'),
    expiresAt: new Date('2026-11-21T01:00:00Z'),
    linkToken: 'tok_abcdefghijklmnopqrst',
    ...more,
    buyer: { name: 'Valentina Ríos', email: 'valentina@example.co', phone: '+573001234567', ...more.buyer },
    event: {
      id: randomUUID(),
      title: { es: 'Noche de Pasarela Medellín', en: 'Medellín Runway Night' },
      startsAt: new Date('2026-11-29T00:30:00Z'),
      doorsAt: new Date('2026-11-28T23:00:00Z'),
      timeZone: 'America/Bogota',
      venueName: 'Plaza Mayor',
      address: 'Calle 41 #55-80',
      city: 'Medellín',
      latitude: 6.2442,
      longitude: -75.5812,
      state: 'active',
      cancelReason: null,
      ...more.event,
    },
  }
}
