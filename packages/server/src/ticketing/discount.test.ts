import { expect, test } from 'vitest'
import { discountsOf } from './discount.ts'

test('T-06 a percentage of each line is rounded down to whole pesos, elsewhere to the cent', () => {
  expect(discountsOf([3_333_300, 0, 99_900], { percentBp: 1_500 }, 'COP')).toEqual([499_900, 0, 14_900])
  expect(discountsOf([3_333, 999], { percentBp: 1_500 }, 'USD')).toEqual([499, 149])
  expect(discountsOf([10_000], { percentBp: 10_000 }, 'COP')).toEqual([10_000])
})

test('T-06 an amount is shared by weight, its parts add up, and the last line takes what rounding left', () => {
  expect(discountsOf([100_000, 100_000, 100_000], { amountMinor: 100_000 }, 'COP')).toEqual([33_300, 33_300, 33_400])
  expect(discountsOf([300_000, 100_000], { amountMinor: 40_000 }, 'COP')).toEqual([30_000, 10_000])
  expect(discountsOf([0, 100_000, 0], { amountMinor: 40_000 }, 'COP')).toEqual([0, 40_000, 0])
  expect(discountsOf([10, 10, 10], { amountMinor: 10 }, 'USD')).toEqual([3, 3, 4])
})

test('T-06 an amount in broken pesos is rounded down, one beyond the order makes it free and no cheaper', () => {
  expect(discountsOf([100_000, 50_000], { amountMinor: 30_099 }, 'COP')).toEqual([20_000, 10_000])
  expect(discountsOf([100_000, 50_000], { amountMinor: 900_000 }, 'COP')).toEqual([100_000, 50_000])
  expect(discountsOf([0, 0], { amountMinor: 900_000 }, 'COP')).toEqual([0, 0])
  expect(discountsOf([], { amountMinor: 900_000 }, 'COP')).toEqual([])
})

test('T-06 shares of very large amounts are exact', () => {
  expect(discountsOf([9_000_000_000_000_000], { percentBp: 9_999 }, 'USD')).toEqual([8_999_100_000_000_000])
})
