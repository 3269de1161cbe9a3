import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ivaPercentOf } from './iva.ts'

test('P-05 the rate of the tax inside a total is told as the law writes it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50_000_000 }), fc.constantFrom(5, 19), (pesos, percent) => {
      const total = pesos * 100
      const taxIncluded = total - Math.round((total * 100) / (100 + percent))
      expect(ivaPercentOf({ minor: total }, { minor: taxIncluded })).toBe(percent)
    }),
  )
})
