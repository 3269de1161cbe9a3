import { categories, type Category, type Look } from './look.ts'

/** Q-08, on Lighthouse's mobile profile. */
const least = 95
const most = { lcpMs: 1_200, cls: 0.05, tbtMs: 150 }

/** The middle one of an uneven number of looks, figure by figure; the faults of all. */
export function medianOf(looks: readonly Look[]): Look {
  const of = (figure: (look: Look) => number | undefined): number => {
    const sorted = looks.map((look) => figure(look) ?? 0).toSorted((a, b) => a - b)
    return sorted[Math.floor(sorted.length / 2)] ?? 0
  }
  const judged = categories.filter((category) => looks.some(({ scores }) => scores[category] !== undefined))
  return {
    scores: Object.fromEntries(judged.map((category) => [category, of(({ scores }) => scores[category])])),
    lcpMs: of(({ lcpMs }) => lcpMs),
    cls: of(({ cls }) => cls),
    tbtMs: of(({ tbtMs }) => tbtMs),
    faults: [...new Set(looks.flatMap(({ faults }) => faults))],
  }
}

/** What of Q-08 the page does not hold. The three times count only where performance was judged. */
export function problemsOf({ scores, lcpMs, cls, tbtMs, faults }: Look): readonly string[] {
  const low = Object.entries(scores).flatMap(([category, score]) => (score < least ? [`${category} is ${score}, below ${least}`] : []))
  const slow =
    scores.performance === undefined ? [] : [...above('LCP', lcpMs, most.lcpMs), ...above('CLS', cls, most.cls), ...above('TBT', tbtMs, most.tbtMs)]
  return low.length + slow.length === 0 ? [] : [...low, ...slow, ...faults]
}

const above = (name: string, figure: number, limit: number): readonly string[] => (figure > limit ? [`${name} is ${figure}, above ${limit}`] : [])

/** Checkout and ticket say noindex: search engines shall not find them, so Lighthouse's SEO is not asked of them. */
export const categoriesOf = (page: string): readonly Category[] =>
  page.startsWith('home') || page.startsWith('event') ? categories : categories.filter((category) => category !== 'seo')
