import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allocate, allocateRefund, ratio, type Allocation, type Shares } from './allocate.ts'
import vectors from './ledger.vectors.json' with { type: 'json' }
import { refundPromised, saleCaptured } from './sale.ts'

const total = (shares: Allocation) => Object.values(shares).reduce((sum, share) => sum + share, 0)
const ascending = (a: number, b: number) => a - b
const rate = fc.integer({ min: 0, max: 3000 })
const shares = fc.record({
  grossMinor: fc.integer({ min: 0, max: 9e12 }),
  commissionBp: rate,
  venueBp: rate,
  parafiscalBp: fc.constantFrom(0, 1000),
  ticketIvaBp: fc.constantFrom(0, 1900),
})

test.each(vectors.allocation)('P-05 the published split of $input.kind comes out to the centavo', ({ input, output }) => {
  const gross = input.qty * input.unit_price
  const owesParafiscal = input.parafiscal_bp > 0 && input.unit_price >= (input.threshold_3uvt ?? 0)
  const made = allocate({
    grossMinor: gross,
    commissionBp: input.commission_bp,
    venueBp: input.venue_bp,
    parafiscalBp: owesParafiscal ? input.parafiscal_bp : 0,
    ticketIvaBp: input.ticket_iva_bp,
  })
  expect(made).toEqual({
    ticketIva: output.ticket_iva,
    parafiscal: output.parafiscal,
    commission: output.commission,
    commissionIva: output.commission_iva,
    venue: output.venue,
    organizer: output.organizer,
  })
})

test('P-05 no centavo is lost or made when a sale is split', () => {
  fc.assert(
    fc.property(shares, (given) => {
      expect(total(allocate(given))).toBe(given.grossMinor)
    }),
  )
})

test('P-05 many partial refunds give back exactly what a full one does', () => {
  fc.assert(
    fc.property(shares, fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 6 }), (given: Shares, weights) => {
      const sum = weights.reduce((a, b) => a + b, 0)
      let before = 0
      const back: Allocation[] = []
      for (const [at, weight] of weights.entries()) {
        const part =
          at === weights.length - 1 ? given.grossMinor - before : Math.min(given.grossMinor - before, Math.floor((given.grossMinor * weight) / sum))
        back.push(allocateRefund(given, before, part))
        before += part
      }
      const full = allocate(given)
      for (const name of ['ticketIva', 'parafiscal', 'commission', 'commissionIva', 'venue', 'organizer'] as const)
        expect(back.reduce((all, part) => all + part[name], 0)).toBe(full[name])
    }),
  )
})

test('P-05 halves are rounded to even, so that rounding favours nobody', () => {
  expect([ratio(5, 1, 10), ratio(15, 1, 10), ratio(25, 1, 10), ratio(26, 1, 10)]).toEqual([0, 2, 2, 3])
})

test('P-07 the posting of the published sale and of its full refund have the published legs', () => {
  const [concert] = vectors.allocation
  const made = allocate({ grossMinor: 40_000_000, commissionBp: 1200, venueBp: 1000, parafiscalBp: 1000, ticketIvaBp: 0 })
  expect(concert?.output.organizer).toBe(made.organizer)
  const amounts = (legs: readonly { amountMinor: number }[]) => legs.map(({ amountMinor }) => amountMinor).filter((minor) => minor !== 0)
  const published = (legs: readonly { side: string; amount: number }[]) => legs.map(({ side, amount }) => (side === 'debit' ? amount : -amount))
  expect(amounts(saleCaptured('wompi', 'org_1', made)).toSorted(ascending)).toEqual(published(vectors.sale[0]?.legs ?? []).toSorted(ascending))
  expect(amounts(refundPromised('org_1', made)).toSorted(ascending)).toEqual(
    published(vectors.refund_platform_returns_fee[0]?.legs ?? []).toSorted(ascending),
  )
})
