import { createHash, timingSafeEqual } from 'node:crypto'
import { BlockList, isIPv6 } from 'node:net'
import { gaugeHealth } from '#auditing/index.ts'
import { serve as serveNode } from '@hono/node-server'
import type { HttpBindings } from '@hono/node-server'
import { registry } from '#core/metrics.ts'
import { Hono, type Context as Request } from 'hono'
import type { ProductParts } from './product.ts'

type Env = { Bindings: HttpBindings; Variables: { requestId: string } }
type Parts = Pick<ProductParts, 'config' | 'database' | 'log'>

const atHome = new BlockList()
for (const [net, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  atHome.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [
  ['::1', 128],
  ['fc00::', 7],
] as const)
  atHome.addSubnet(net, bits, 'ipv6')

/** The figures of this process for Prometheus. To strangers there is no such page: callers of private networks see it, and who has the token. */
export function addFigures(app: Hono<Env>, { config, database, log }: Parts): void {
  app.get('/metrics', async (request) => {
    if (!isFromHome(request) && !hasToken(request, config.METRICS_TOKEN)) return request.notFound()
    await gaugeHealth(database).catch((error: unknown) => log.warn({ err: error }, 'no figures of the auditor'))
    return request.text(await registry.metrics(), 200, { 'content-type': registry.contentType })
  })
}

/** A worker has no other page: it answers on a port of its own where it is given one. */
export function serveFigures(parts: Parts, port: number): { readonly port: Promise<number>; stop(): Promise<void> } {
  const app = new Hono<Env>()
  addFigures(app, parts)
  const listening = Promise.withResolvers<number>()
  const server = serveNode({ fetch: app.fetch, port, hostname: parts.config.HOST }, (info) => listening.resolve(info.port))
  // Another worker of this machine may hold the port: work goes on without a page.
  server.on('error', (error) => parts.log.error({ err: error, port }, 'the figures are not served'))
  return { port: listening.promise, stop: async () => await new Promise<void>((done) => server.close(() => done())) }
}

/** Both the peer and, behind a proxy, whom the proxy speaks for: it adds the last address itself. */
function isFromHome(request: Request<Env>): boolean {
  const forwarded = request.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
  return [request.env.incoming?.socket.remoteAddress, ...(forwarded === undefined ? [] : [forwarded])].every(isAtHome)
}

const isAtHome = (address: string | undefined): boolean => address !== undefined && atHome.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')

function hasToken(request: Request<Env>, token: string | undefined): boolean {
  const given = /^Bearer (.+)$/.exec(request.req.header('authorization') ?? '')?.[1]
  return token !== undefined && given !== undefined && timingSafeEqual(digest(given), digest(token))
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
