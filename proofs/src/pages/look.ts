import { browserFlags, browserScratch } from '@fashionistas/e2e/src/browser.ts'
import { findBrowser } from '@fashionistas/e2e/src/browser-binary.ts'
import { launch } from 'chrome-launcher'
import lighthouse from 'lighthouse'

/** The four of Lighthouse; what is for its owner alone is no search result, so it has no SEO. */
export const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const
export type Category = (typeof categories)[number]
/** What Lighthouse saw in one load: scores of 0 to 100, figures on its slow phone, and what cost points. */
export type Look = {
  readonly scores: Readonly<Partial<Record<Category, number>>>
  readonly lcpMs: number
  readonly cls: number
  readonly tbtMs: number
  readonly faults: readonly string[]
}
type Browser = { readonly look: (url: string, wanted: readonly Category[]) => Promise<Look> }

/** A headless browser with the flags of the journeys, so that CORS and the content policy stay on. */
export async function withLighthouse<T>(work: (browser: Browser) => Promise<T>): Promise<T> {
  const found = await findBrowser()
  const chrome = await launch({
    chromeFlags: ['--headless', ...browserFlags],
    logLevel: 'error',
    ...('path' in found ? { chromePath: found.path, envVars: { ...process.env, ...found.env, TMPDIR: browserScratch() } } : {}),
  })
  try {
    return await work({ look: async (url, wanted) => await lookOnce(chrome.port, url, wanted) })
  } finally {
    chrome.kill()
  }
}

/** Lighthouse's own phone: simulated slow 4G and a processor four times as slow. */
async function lookOnce(port: number, url: string, wanted: readonly Category[]): Promise<Look> {
  const result = await lighthouse(url, {
    port,
    logLevel: 'error',
    output: 'json',
    formFactor: 'mobile',
    throttlingMethod: 'simulate',
    onlyCategories: [...wanted],
  })
  const { lhr } = result ?? {}
  if (!lhr) throw new Error(`Lighthouse says nothing of ${url}`)
  if (lhr.runtimeError) throw new Error(`Lighthouse could not load ${url}: ${lhr.runtimeError.message}`)
  const figure = (audit: string) => lhr.audits[audit]?.numericValue ?? 0
  return {
    scores: Object.fromEntries(wanted.map((category) => [category, Math.round((lhr.categories[category]?.score ?? 0) * 100)])),
    lcpMs: Math.round(figure('largest-contentful-paint')),
    cls: Number(figure('cumulative-layout-shift').toFixed(3)),
    tbtMs: Math.round(figure('total-blocking-time')),
    faults: wanted.flatMap((category) => faultsOf(lhr, category)),
  }
}

type Report = NonNullable<Awaited<ReturnType<typeof lighthouse>>>['lhr']

/** The audits that cost the page points. */
function faultsOf({ categories: judged, audits }: Report, category: Category): readonly string[] {
  const counted = judged[category]?.auditRefs.filter(({ weight }) => weight > 0) ?? []
  return counted.flatMap(({ id }) => {
    const { score = null, title = id, displayValue = '' } = audits[id] ?? {}
    return score === null || score >= 0.9 ? [] : [`${id}: ${title} ${displayValue}`.trim()]
  })
}
