import type { HttpBindings } from '@hono/node-server'
import type { Context as Request, Hono } from 'hono'
import { compress } from 'hono/compress'
import { addressOf } from './http.ts'
import { policyFor } from './pages/content-policy.ts'
import { packedFiles } from './pages/packed-files.ts'
import { packedPage } from './pages/packed-page.ts'
import { scriptsAfterPaint } from './pages/scripts-after-paint.ts'
import type { Log } from './log.ts'
import { safetyHeaders } from './safety-headers.ts'

type Env = { Bindings: HttpBindings; Variables: { requestId: string } }
type Options = {
  readonly webUrl: string | undefined
  readonly simulatorsUrl: string | undefined
  readonly isHttps: boolean
  /** Where the checkout sends card numbers, straight from the browser. */
  readonly cardOrigins: readonly string[]
  readonly log: Log
}
const hopHeaders = [
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-encoding',
  'content-length',
  'host',
  'accept-encoding',
  'upgrade',
  'http2-settings',
]
const timeoutMs = 30_000

/** Everything that is not the api goes to the web process; outside production, the demo's outside world goes to the simulators. */
export function addFrontDoor(app: Hono<Env>, options: Options): void {
  const { simulatorsUrl, webUrl } = options
  if (simulatorsUrl) {
    const outside = (request: Request<Env>) => forward(request, simulatorsUrl, options)
    app.all('/dev/inbox', outside).all('/dev/inbox/*', outside).all('/sim/*', outside)
  }
  if (!webUrl) return
  app.use(compress())
  app.use('/_next/static/*', packedFiles())
  app.all('/internal/*', (request) => request.notFound())
  app.all('*', async (request) => await page(request, webUrl, options))
}

async function page(request: Request<Env>, webUrl: string, options: Options): Promise<Response> {
  const answer = await forward(request, webUrl, options)
  for (const [name, value] of Object.entries(safetyHeaders(options.isHttps))) answer.headers.set(name, value)
  // Without a body there is nothing to bless, and a 304 must not replace the policy that the browser kept with the page.
  if (answer.status === 304 || request.req.method === 'HEAD' || !(answer.headers.get('content-type') ?? '').startsWith('text/html')) return answer
  const html = scriptsAfterPaint(await answer.text())
  const isForAll = !/\b(?:private|no-store)\b/.test(answer.headers.get('cache-control') ?? '')
  answer.headers.set('content-security-policy', isForAll ? rememberedPolicy(html, options) : policyFor(html, { connect: options.cardOrigins }))
  return await packedPage(html, answer.headers, { status: answer.status, accepts: request.req.header('accept-encoding') })
}

const policies = new Map<string, string>()
const maxPolicies = 300

/** Cached pages are the same text many times over: their policy is worked out once. */
function rememberedPolicy(html: string, { cardOrigins }: Options): string {
  const known = policies.get(html)
  if (known) return known
  if (policies.size >= maxPolicies) policies.clear()
  const policy = policyFor(html, { connect: cardOrigins })
  policies.set(html, policy)
  return policy
}

async function forward(request: Request<Env>, base: string, { log }: Options): Promise<Response> {
  const url = new URL(request.req.url)
  const headers = new Headers(request.req.raw.headers)
  for (const name of hopHeaders) headers.delete(name)
  const visitor = addressOf(request)
  if (visitor !== undefined) headers.set('x-forwarded-for', visitor)
  headers.set('x-forwarded-host', url.host)
  headers.set('x-forwarded-proto', url.protocol.slice(0, -1))
  const method = request.req.method
  const target = `${base.replace(/\/$/, '')}${url.pathname}${url.search}`
  const isStream = request.req.header('accept') === 'text/event-stream'
  try {
    const body = method === 'GET' || method === 'HEAD' ? undefined : await request.req.arrayBuffer()
    const answer = await fetch(target, {
      method,
      headers,
      redirect: 'manual',
      ...(body ? { body } : {}),
      ...(isStream ? {} : { signal: AbortSignal.timeout(timeoutMs) }),
    })
    const kept = new Headers(answer.headers)
    for (const name of hopHeaders) kept.delete(name)
    return new Response(answer.body, { status: answer.status, headers: kept })
  } catch (error) {
    log.warn({ err: error, path: url.pathname }, 'the process behind does not answer')
    return new Response(
      '<!doctype html><meta charset="utf-8"><title>Fashionistas</title><p lang="es">No podemos mostrar esta página en este momento. Inténtalo de nuevo en un minuto.</p><p lang="en">We cannot show this page right now. Try again in a minute.</p>',
      { status: 503, headers: { 'content-type': 'text/html; charset=utf-8', 'retry-after': '5' } },
    )
  }
}
