import { launchBrowser } from '@fashionistas/e2e/src/browser.ts'
import { overBudget } from './pages/budget.ts'
import { withPages, type Pages } from './pages/ground.ts'
import { categoriesOf, medianOf, problemsOf } from './pages/judge.ts'
import { withLighthouse, type Look } from './pages/look.ts'
import { weighScripts } from './pages/scripts.ts'
import type { Options, Proof, Proved } from './proof.ts'

/** An uneven number, so that one of them is the middle. */
const looksEach = 3
type Page = { readonly name: string; readonly url: string }

/** Q-08 and Q-09: what Lighthouse says of the pages that sell, and what their scripts weigh. `--only home` for one of them. */
export const prove: Proof = async ({ only, tell }) =>
  await withPages(tell, async (pages) => {
    const wanted = pagesOf(pages).filter(({ name }) => only === undefined || name.includes(only))
    const looked = await lookAtAll(wanted, tell)
    const weighed = await weighAll(wanted, tell)
    return { figures: { ...looked.figures, ...weighed.figures }, problems: [...looked.problems, ...weighed.problems] }
  })

const pagesOf = ({ es, en }: Pages): readonly Page[] => [
  ...Object.entries(es).map(([name, url]) => ({ name, url })),
  { name: 'home, English', url: en.home },
  { name: 'event, English', url: en.event },
]

async function lookAtAll(pages: readonly Page[], tell: Options['tell']): Promise<Proved> {
  const figures: Record<string, string> = {}
  const problems: string[] = []
  await withLighthouse(async ({ look }) => {
    for (const { name, url } of pages) {
      const looks: Look[] = []
      for (let turn = 0; turn < looksEach; turn++) looks.push(await look(url, categoriesOf(name)))
      const median = medianOf(looks)
      figures[name] = summary(median)
      problems.push(...problemsOf(median).map((problem) => `${name}: ${problem}`))
      tell(`  ${name}: ${looks.map(summary).join(' | ')}`)
    }
  })
  return { figures, problems }
}

const summary = ({ scores, lcpMs, cls, tbtMs }: Look): string => `${Object.values(scores).join(' ')}, LCP ${lcpMs} ms, CLS ${cls}, TBT ${tbtMs} ms`

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
