import { until } from '../faults/until.ts'
import type { Pages } from './ground.ts'

/** The sitemap is built without events and made anew at its first view: after that it names what is on sale in both languages. */
export async function sitemapProblems({ es, en }: Pages): Promise<readonly string[]> {
  const address = new URL('/sitemap.xml', es.home).href
  const names = async (wanted: readonly string[]) => {
    const answer = await fetch(address)
    const text = await answer.text()
    return answer.status === 200 && wanted.every((url) => text.includes(`<loc>${url}</loc>`))
  }
  try {
    await until('the sitemap names what is on sale', () => names([es.event, en.event]), 20_000)
    const isPrivate = await names([es.checkout])
    return isPrivate ? ['the sitemap names the checkout'] : []
  } catch (error) {
    return [`${address}: ${String(error)}`]
  }
}
