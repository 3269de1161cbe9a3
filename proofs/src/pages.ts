import { launchBrowser } from '@fashionistas/e2e/src/browser.ts'
import { overBudget } from './pages/budget.ts'
import { contentProblems } from './pages/content.ts'
import { withPages, type Pages } from './pages/ground.ts'
import { categoriesOf, medianOf, problemsOf } from './pages/judge.ts'
import { categories, withLighthouse, type Category, type Look } from './pages/look.ts'
import { weighScripts } from './pages/scripts.ts'
import { sitemapProblems } from './pages/sitemap.ts'
import type { Options, Proof, Proved } from './proof.ts'

type Page = { readonly name: string; readonly url: string }
type Examination = {
  readonly isWanted: (page: string) => boolean
  /** An uneven number, so that one of them is the middle. */
  readonly looksEach: number
  readonly judged: readonly Category[]
  readonly tell: Options['tell']
}

/** Q-08 and Q-09: what Lighthouse says of the pages that sell, and what their scripts weigh. `--only home` for one of them. */
export const prove: Proof = async ({ only, tell }) =>
  await examine({ isWanted: (page) => only === undefined || page.includes(only), looksEach: 3, judged: categories, tell })

/** Looks at each page with Lighthouse and weighs its scripts, on a product of its own. */
export async function examine({ isWanted, tell, ...looking }: Examination): Promise<Proved> {
  return await withPages(tell, async (pages) => {
    const wanted = pagesOf(pages).filter(({ name }) => isWanted(name))
    const weighed = await weighAll(wanted, tell) // first: the first visitor waits for pages and pictures that all others find made
    const looked = await lookAtAll(wanted, { ...looking, tell })
    return {
      figures: { ...looked.figures, ...weighed.figures },
      problems: [...looked.problems, ...weighed.problems, ...(await sitemapProblems(pages)), ...(await contentProblems(pages.es))],
    }
  })
}

const pagesOf = ({ es, en }: Pages): readonly Page[] => [
  ...Object.entries(es).map(([name, url]) => ({ name, url })),
  { name: 'home, English', url: en.home },
  { name: 'event, English', url: en.event },
]

async function lookAtAll(pages: readonly Page[], { looksEach, judged, tell }: Omit<Examination, 'isWanted'>): Promise<Proved> {
  const figures: Record<string, string> = {}
  const problems: string[] = []
  await withLighthouse(async ({ look }) => {
    for (const { name, url } of pages) {
      const looks: Look[] = []
      const asked = judged.filter((category) => categoriesOf(name).includes(category))
      for (let turn = 0; turn < looksEach; turn++) looks.push(await look(url, asked))
      const median = medianOf(looks)
      figures[name] = summary(median)
      problems.push(...problemsOf(median).map((problem) => `${name}: ${problem}`))
      tell(`  ${name}: ${looks.map(summary).join(' | ')}`)
    }
  })
  return { figures, problems }
}

/** `98 100 100 100, LCP 1100 ms, CLS 0, TBT 90 ms` in Lighthouse's order; the three figures come with performance. */
const summary = ({ scores, lcpMs, cls, tbtMs }: Look): string =>
  [Object.values(scores).join(' '), ...(scores.performance === undefined ? [] : [`LCP ${lcpMs} ms`, `CLS ${cls}`, `TBT ${tbtMs} ms`])].join(', ')

async function weighAll(pages: readonly Page[], tell: Options['tell']): Promise<Proved> {
  const browser = await launchBrowser()
  const figures: Record<string, string> = {}
  const problems: string[] = []
  try {
    for (const { name, url } of pages) {
      const weight = await weighScripts(browser, url)
      figures[`${name}, scripts`] =
        `${weight.files} files, ${kB(weight.sentBytes)} sent, ${kB(weight.gzipBytes)} gzip, ${kB(weight.brotliBytes)} brotli`
      problems.push(...overBudget(name, weight))
      tell(`  ${name}: ${figures[`${name}, scripts`]}`)
    }
  } finally {
    await browser.close()
  }
  return { figures, problems }
}

const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`
