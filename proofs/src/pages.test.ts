import { expect, test } from 'vitest'
import { examine } from './pages.ts'

test('Q-08 Q-09 Lighthouse finds nothing wrong with the pages that sell but their speed, which no test judges, and their scripts keep to their budget', async () => {
  const judged = ['accessibility', 'best-practices', 'seo'] as const
  const { figures, problems } = await examine({ isWanted: (page) => !page.includes('English'), looksEach: 1, judged, tell: () => undefined })
  expect(problems).toEqual([])
  expect(Object.keys(figures)).toHaveLength(8)
})
