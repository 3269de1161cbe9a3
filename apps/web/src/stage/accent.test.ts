import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accentVariables, contrast } from './accent.ts'

const rgb = (text: string | undefined) => {
  const [r = 0, g = 0, b = 0] = (text ?? '').match(/\d+/g)?.map(Number) ?? []
  return [r, g, b] as const
}

test('E-08 whatever accent an organizer chooses, text in it can be read on the page, light and dark', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffff }), (color) => {
      const variables = accentVariables(`#${color.toString(16).padStart(6, '0')}`)
      expect(contrast(rgb(variables['--event-accent-light']), [246, 241, 232])).toBeGreaterThanOrEqual(4.5)
      expect(contrast(rgb(variables['--event-accent-dark']), [18, 16, 14])).toBeGreaterThanOrEqual(4.5)
    }),
  )
})

test('E-08 an accent that reads well already stays as it was chosen', () => {
  expect(accentVariables('#1F5FA8')['--event-accent-light']).toBe('rgb(31 95 168)')
  expect(accentVariables('not a colour')).toEqual({})
})
