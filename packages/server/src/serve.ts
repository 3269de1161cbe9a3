import { Refusal } from '@fashionistas/contract'
import { serve as serveNode } from '@hono/node-server'
import type { HttpBindings } from '@hono/node-server'
import { ForgedWebhook } from '#payments/index.ts'
import { addFrontDoor } from '#core/front-door.ts'
import { docsPage } from '#core/docs-page.ts'
import { addressOf, http } from '#core/http.ts'
import { openHintBus } from '#core/hint-bus.ts'
import { followHints } from '#core/hints-follow.ts'
import { Live } from '#core/live.ts'
import { openapi } from '#core/openapi.ts'
import { rateLimits } from '#core/rate-limit.ts'
import { bodyOf } from '#core/request-body.ts'
import { messagingWebhooks } from '#messaging/index.ts'
import type { Hono } from 'hono'
import signIns from '#demo/sign-ins.json' with { type: 'json' }
import { addFigures } from './figures.ts'
import { stalePages } from './stale-pages.ts'
import { allowedTopics } from './topics.ts'
import type { Product, ProductParts } from './product.ts'

type App = Hono<{ Bindings: HttpBindings; Variables: { requestId: string } }>
const maxWebhookBytes = 1024 * 1024

/** The api process: routes, webhooks, live streams, sign-in, health, and the front door to the pages. */
export function serveApi(parts: ProductParts, product: Product): { readonly app: App; readonly port: Promise<number>; stop(): Promise<void> } {
  const { config, database, world, log } = parts
  const live = new Live()
  const limits = rateLimits(config.DATABASE_URL, config.RATE_LIMIT_FACTOR)
  const app = http({
    api: product.api,
    limits,
    log,
    live,
    isHttps: config.PUBLIC_URL.startsWith('https:'),
    actorOf: (headers) => product.authentication.actorOf(headers),
    allowedTopics: allowedTopics({ database, secret: product.secret, world }),
  })
  app.all('/api/v1/auth/*', async (request) => await product.authentication.handler(request.req.raw, addressOf(request)))
  addDocuments(app, parts, product)
  addWebhooks(app, parts, product)
  addHealth(app, parts)
  addFigures(app, parts)
  if (config.DEMO) app.get('/dev/sign-ins', (request) => request.json({ data: signIns }))
  app.route('/', messagingWebhooks(product.messaging))
  app.all('/api/*', () => {
    throw new Refusal('not_found')
  })
  const cardOrigins = config.WOMPI_BROWSER_BASE_URL ?? config.WOMPI_BASE_URL
  addFrontDoor(app, {
    webUrl: config.WEB_URL,
    simulatorsUrl: config.DEMO ? config.SIMULATORS_URL : undefined,
    isHttps: config.PUBLIC_URL.startsWith('https:'),
    cardOrigins: cardOrigins ? [new URL(cardOrigins).origin] : [],
    log,
  })

  const tellPages =
    config.WEB_URL && config.REVALIDATE_SECRET
      ? stalePages({ database, webUrl: config.WEB_URL, secret: config.REVALIDATE_SECRET, ownUrl: `http://127.0.0.1:${config.PORT}`, log })
      : () => {}
  const bus = openHintBus(parts)
  database.afterHappenings(() => bus.nudge())
  const hints = followHints({ database, bus, log }, (heard) => {
    live.hear(heard)
    tellPages(heard)
  })
  const { promise: port, resolve } = Promise.withResolvers<number>()
  const server = serveNode({ fetch: app.fetch, port: config.PORT, hostname: config.HOST }, (info) => resolve(info.port))
  log.info({ port: config.PORT, at: world.now() }, 'api is up')
  return {
    app,
    port,
    stop: async () => {
      live.stop()
      await hints.stop()
      await bus.stop()
      await new Promise<void>((done) => server.close(() => done()))
      await limits.close()
    },
  }
}

function addDocuments(app: App, { config }: ProductParts, product: Product): void {
  const document = openapi(product.api.contract, config.PUBLIC_URL)
  const page = docsPage(document)
  app.get('/api/openapi.json', (request) => request.json(document))
  app.get('/api/docs', (request) =>
    request.html(page, 200, { 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'" }),
  )
}

function addWebhooks(app: App, parts: ProductParts, product: Product): void {
  for (const provider of product.payments.providers)
    app.post(`/webhooks/${provider.id}`, async (request) => {
      try {
        await product.inbox.receive(provider, await bodyOf(request, maxWebhookBytes), request.req.raw.headers)
        return request.body(null, 200)
      } catch (error) {
        if (error instanceof Refusal && error.code === 'body_too_large') return request.body(null, 413)
        if (error instanceof SyntaxError) return request.body(null, 400) // not what this provider sends: nothing to keep
        if (!(error instanceof ForgedWebhook)) throw error
        parts.log.warn({ provider: provider.id }, 'forged webhook turned away')
        return request.body(null, 401)
      }
    })
}

function addHealth(app: App, { database, log }: ProductParts): void {
  app.get('/healthz', (request) => request.json({ status: 'up' }))
  app.get('/readyz', async (request) => {
    try {
      await database.ping()
      return request.json({ status: 'ready' })
    } catch (error) {
      log.warn({ err: error }, 'not ready')
      return request.json({ status: 'database_out_of_reach' }, 503)
    }
  })
}
