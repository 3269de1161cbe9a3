import type { launchBrowser } from '@fashionistas/e2e/src/browser.ts'
import { brotliCompressSync, gzipSync } from 'node:zlib'

type Browser = Awaited<ReturnType<typeof launchBrowser>>
type Page = Awaited<ReturnType<Browser['newPage']>>
type Response = Awaited<ReturnType<Page['waitForResponse']>>

/** What a page's scripts weigh, over the wire as it is now and in either compression. */
export type Weight = { readonly files: number; readonly sentBytes: number; readonly gzipBytes: number; readonly brotliBytes: number }

/** Lighthouse's phone. */
const phone = { width: 412, height: 823 }

/** Loads a page as a new visitor on a phone, to its foot, and weighs every script that the browser's network log names. */
export async function weighScripts(browser: Browser, url: string): Promise<Weight> {
  const context = await browser.newContext({ viewport: phone, deviceScaleFactor: 1.75, hasTouch: true })
  try {
    const page = await context.newPage()
    const seen: Response[] = []
    context.on('response', (response) => void seen.push(response)) // of the page and of its service worker
    await page.goto(url, { waitUntil: 'networkidle' })
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight)) // what comes into view may load more
    await page.waitForLoadState('networkidle')
    const scripts = new Map(seen.filter(isScript).map((response) => [response.url(), response])) // the service worker asks for some again
    const weights = await Promise.all([...scripts.values()].map(weigh))
    return weights.reduce(plus, { files: 0, sentBytes: 0, gzipBytes: 0, brotliBytes: 0 })
  } finally {
    await context.close()
  }
}

const isScript = (response: Response): boolean =>
  response.request().resourceType() === 'script' || /\bjavascript\b/.test(response.headers()['content-type'] ?? '')

async function weigh(response: Response): Promise<Weight> {
  const [body, { responseBodySize }] = await Promise.all([response.body(), response.request().sizes()])
  return { files: 1, sentBytes: responseBodySize, gzipBytes: gzipSync(body).byteLength, brotliBytes: brotliCompressSync(body).byteLength }
}

const plus = (a: Weight, b: Weight): Weight => ({
  files: a.files + b.files,
  sentBytes: a.sentBytes + b.sentBytes,
  gzipBytes: a.gzipBytes + b.gzipBytes,
  brotliBytes: a.brotliBytes + b.brotliBytes,
})
