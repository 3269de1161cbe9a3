import { expect, test } from 'vitest'
import { allocate, allocateRefund, ratio } from './allocate.ts'

const shares = { grossMinor: 1_190_000, commissionBp: 1_000, venueBp: 2_000, parafiscalBp: 1_000, ticketIvaBp: 1_900 }

test('P-05 the commission is taken of the price without its taxes, the share of the venue of what is left', () => {
  expect(allocate(shares)).toEqual({
    ticketIva: 190_000,
    parafiscal: 119_000,
    commission: 88_100,
    commissionIva: 16_739,
    venue: 158_580,
    organizer: 617_581,
  })
})

test('P-05 the first half of a refund and the second one give back what each was worth at its turn', () => {
  const [first, second] = [allocateRefund(shares, 0, 590_000), allocateRefund(shares, 590_000, 600_000)]
  expect(first).toEqual({ ticketIva: 94_202, parafiscal: 59_000, commission: 43_680, commissionIva: 8_299, venue: 78_624, organizer: 306_195 })
  expect(second).toEqual({ ticketIva: 95_798, parafiscal: 60_000, commission: 44_420, commissionIva: 8_440, venue: 79_956, organizer: 311_386 })
})

test('P-05 products beyond the safe integers are exact, and halves go to the even neighbour', () => {
  expect(ratio(9_007_199_254_740_991, 10_000, 10_000)).toBe(9_007_199_254_740_991)
  expect([ratio(0, 1, 2), ratio(1, 1, 2), ratio(3, 1, 2), ratio(2, 1, 3), ratio(1, 1, 3)]).toEqual([0, 0, 2, 1, 0])
})
