import { expect, test } from 'vitest'
import { contrast, grounds } from './contrast.ts'

test('E-08 contrast is measured as WCAG does', () => {
  expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21, 1)
  expect(contrast('#C4106A', grounds.light)).toBeCloseTo(5.1, 0)
  expect(contrast('#FFEE00', grounds.light)).toBeLessThan(1.5)
})
