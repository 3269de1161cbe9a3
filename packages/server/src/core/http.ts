import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Refusal, refusals, type Operation, type RefusalCode } from '@fashionistas/contract'
import type { HttpBindings } from '@hono/node-server'
import { Hono, type Context as Request } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Api } from './api.ts'
import type { Actor, Caller } from './context.ts'
import type { Live } from './live.ts'
import type { Log } from './log.ts'
import { requestSeconds } from './metrics.ts'
import { isOutOfReach } from './out-of-reach.ts'
import { localeOf, problemOf } from './problem.ts'
import type { Limits } from './rate-limit.ts'
import { dataPolicy, safetyHeaders } from './safety-headers.ts'

type Env = { Bindings: HttpBindings; Variables: { requestId: string; isDressed?: true } }
export type HttpParts = {
  readonly api: Api
  readonly limits: Limits
  readonly log: Log
  readonly live: Live
  /** People come by https: browsers are told to stay with it. */
  readonly isHttps?: boolean
  /** Finds out who asks from cookie or key. */
  readonly actorOf: (headers: Headers) => Promise<Actor>
  /** Which of the asked topics this caller may hear. */
  readonly allowedTopics: (caller: Caller, topics: readonly string[], token: string | undefined) => Promise<readonly string[]>
}
const maxBody = 1024 * 1024
const maxTopics = 12
const maxKey = 200
/** A database comes back within seconds, or not for long. */
const secondsOfUnavailable = 2

/** Every operation of the contract as a route, problems as problem+json, and the live stream. */
export function http(parts: HttpParts): Hono<Env> {
  const app = new Hono<Env>()
  const safety = { ...safetyHeaders(parts.isHttps ?? false), 'content-security-policy': dataPolicy }
  app.use(async (request, next) => {
    const given = request.req.header('x-request-id')
    const requestId = given && /^[\w-]{8,64}$/.test(given) ? given : parts.api.parts.world.newId()
    request.set('requestId', requestId)
    await next()
    // A live stream is written past Hono, and an operation's answer has its headers: one that is set now would make a second answer of it.
    if (request.env.outgoing?.headersSent || request.get('isDressed')) return
    request.header('x-request-id', requestId)
    if (request.req.path.startsWith('/api/'))
      for (const [name, value] of Object.entries(safety)) if (!request.res.headers.has(name)) request.header(name, value)
  })
  app.use(
    '/api/v1/auth/*',
    bodyLimit({
      maxSize: maxBody,
      onError: () => {
        throw new Refusal('body_too_large')
      },
    }),
  )
  app.get('/api/v1/live', async (request) => await openLive(request, parts))
  for (const [name, operation] of Object.entries(parts.api.contract)) addRoute(app, name, operation, parts, safety)
  app.onError((error, request) => answerProblem(error, request, parts.log))
  return app
}

function addRoute(app: Hono<Env>, name: string, operation: Operation, parts: HttpParts, safety: Readonly<Record<string, string>>): void {
  const [method = 'GET', path = '/'] = operation.route.split(' ')
  app.on(method, path.replaceAll(/\{(\w+)\}/g, ':$1'), async (request) => {
    const stop = requestSeconds.startTimer({ operation: name })
    let status = 500
    for (const [header, value] of Object.entries(safety)) request.header(header, value)
    request.header('x-request-id', request.get('requestId'))
    request.set('isDressed', true)
    try {
      const caller = await callerOf(request, parts)
      if (method !== 'GET') refuseOtherSites(request, caller)
      const limit = operation.limit ?? (method === 'GET' ? 'read' : 'write')
      for (const [header, value] of Object.entries(await parts.limits.take(limit, whoOf(caller)))) request.header(header, value)
      const fields = { ...(await sentFields(request, method)), ...request.req.param() }
      const call = () => parts.api.call(name, fields, caller)
      const { guessed } = operation
      const output = await (guessed && guessed.field in fields ? guarded(parts, guessed.refusal, caller, call) : call())
      const response = respond(request, operation, output)
      status = response.status
      return response
    } catch (error) {
      status = error instanceof Refusal ? error.status : 500
      throw error
    } finally {
      stop({ status })
    }
  })
}

/** Who was refused as a guesser too often must wait; every other answer costs nothing. */
async function guarded<T>({ limits }: HttpParts, refusal: RefusalCode, caller: Caller, work: () => Promise<T>): Promise<T> {
  await limits.check('guess', whoOf(caller))
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refusal && error.code === refusal) await limits.take('guess', whoOf(caller))
    throw error
  }
}

const whoOf = (caller: Caller): string =>
  caller.actor.kind === 'user' ? caller.actor.userId : caller.actor.kind === 'key' ? caller.actor.keyId : (caller.ip ?? 'unknown')

/**
 * Another origin's page may change nothing in a person's name. The cookie is Lax, which leaves other ports and names of our own site:
 * their pages get it sent along, so they are refused here too.
 */
function refuseOtherSites(request: Request<Env>, { actor }: Caller): void {
  if (actor.kind === 'user' && ['cross-site', 'same-site'].includes(request.req.header('sec-fetch-site') ?? ''))
    throw new Refusal('permission_missing', { permission: 'same_site' })
}

/** The body from the socket itself: the web's streams between would cost more than all else that a small request needs. */
async function bodyOf(request: Request<Env>): Promise<string> {
  const { incoming } = request.env
  if (!incoming) return await request.req.text() // called without a server
  if (Number(incoming.headers['content-length'] ?? 0) > maxBody) throw new Refusal('body_too_large')
  return await new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    let size = 0
    incoming.on('data', (chunk: Uint8Array) => {
      size += chunk.length
      // Read on, without keeping: a socket that is closed now would not carry the answer.
      if (size > maxBody) reject(new Refusal('body_too_large'))
      else chunks.push(chunk)
    })
    incoming.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
    incoming.on('error', reject)
  })
}

async function sentFields(request: Request<Env>, method: string): Promise<Record<string, unknown>> {
  if (method === 'GET' || method === 'DELETE') return request.req.query()
  const text = await bodyOf(request)
  if (text === '') return {}
  // What a form of another site can send without asking: our own pages and programs say that it is JSON.
  if (/^(?:text\/plain|multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(request.req.header('content-type') ?? ''))
    throw new Refusal('body_not_json')
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body }
  } catch {
    // told below, in the caller's language
  }
  throw new Refusal('body_not_json')
}

function respond(request: Request<Env>, operation: Operation, output: unknown): Response {
  const cache = operation.cacheSeconds
    ? `public, max-age=${operation.cacheSeconds}, stale-while-revalidate=${operation.cacheSeconds * 4}`
    : 'private, no-store'
  request.header('cache-control', cache)
  if (operation.file) return fileResponse(request, output)
  const version =
    operation.versioned && typeof output === 'object' && output !== null && 'version' in output ? `"${String(output.version)}"` : undefined
  if (version) request.header('etag', version)
  return request.json(asJson(output))
}

const asJson = (output: unknown): object => (typeof output === 'object' && output !== null ? output : {})

function fileResponse(request: Request<Env>, output: unknown): Response {
  if (typeof output !== 'object' || output === null || !('bytes' in output) || !(output.bytes instanceof Uint8Array) || !('contentType' in output))
    throw new Error('a file operation must return contentType and bytes')
  const filename = 'filename' in output && typeof output.filename === 'string' ? output.filename.replaceAll(/[^\w.-]/g, '_') : undefined
  if (filename) request.header('content-disposition', `inline; filename="${filename}"`)
  return request.body(new Uint8Array(output.bytes), 200, { 'content-type': String(output.contentType) })
}

/** Who asks, in which language, with which keys. */
export async function callerOf(request: Request<Env>, { actorOf }: Pick<HttpParts, 'actorOf'>): Promise<Caller> {
  const match = /^(?:W\/)?"(\d+)"$/.exec(request.req.header('if-match') ?? '')
  const idempotencyKey = request.req.header('idempotency-key')
  if (idempotencyKey && idempotencyKey.length > maxKey)
    throw new Refusal('input_invalid', { errors: [{ path: 'Idempotency-Key', code: 'too_big', message: 'too_big' }] })
  return {
    actor: await actorOf(request.req.raw.headers),
    locale: localeOf(request.req.header('accept-language')),
    requestId: request.get('requestId'),
    ip: addressOf(request),
    userAgent: request.req.header('user-agent'),
    idempotencyKey,
    ifMatch: match?.[1] ? Number(match[1]) : undefined,
  }
}

/** The peer's address; behind a proxy of this machine, what that proxy says it is. */
export function addressOf(request: Request<Env>): string | undefined {
  const peer = request.env.incoming?.socket.remoteAddress
  const isLocal = peer === '127.0.0.1' || peer === '::1' || peer === '::ffff:127.0.0.1'
  const forwarded = request.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
  return isLocal && forwarded ? forwarded : peer
}

async function openLive(request: Request<Env>, parts: HttpParts): Promise<Response> {
  const asked = (request.req.query('topics') ?? '')
    .split(',')
    .filter((topic) => /^[a-z]+:[\w-]{1,60}(:[a-z]+)?$/.test(topic))
    .slice(0, maxTopics)
  if (asked.length === 0) throw new Refusal('input_invalid', { errors: [{ path: 'topics', code: 'topics_missing', message: 'topics_missing' }] })
  const caller = await callerOf(request, parts)
  await parts.limits.take('read', whoOf(caller))
  const allowed = await parts.allowedTopics(caller, asked, request.req.query('token'))
  if (allowed.length < asked.length) throw new Refusal(caller.actor.kind === 'guest' ? 'sign_in_needed' : 'not_found')
  const lastId = Number(request.req.header('last-event-id') ?? Number.NaN)
  await parts.live.open(request.env.outgoing, allowed, Number.isSafeInteger(lastId) ? lastId : undefined, parts.api.parts.database)
  return RESPONSE_ALREADY_SENT
}

/** Refusals as they are; everything else is our fault, logged once with the request id. */
export function answerProblem(error: unknown, request: Request<Env>, log: Log): Response {
  const locale = localeOf(request.req.header('accept-language'))
  const requestId = request.get('requestId') ?? 'none'
  if (!(error instanceof Refusal)) log.error({ err: error, requestId, path: request.req.path }, 'fault')
  const refusal = error instanceof Refusal ? error : new Refusal(isOutOfReach(error) ? 'unavailable' : 'internal')
  const problem = problemOf(refusal, locale, requestId)
  const headers: Record<string, string> = { 'content-type': 'application/problem+json', 'content-language': locale, 'cache-control': 'no-store' }
  if (refusal.code === 'rate_limited') headers['retry-after'] = typeof problem['seconds'] === 'number' ? String(problem['seconds']) : '1'
  if (refusals[refusal.code] === 503) headers['retry-after'] = String(secondsOfUnavailable)
  if (refusal.code === 'body_too_large') headers['connection'] = 'close' // the rest of the body is not read: nothing may follow it on this connection
  return request.newResponse(JSON.stringify(problem), refusals[refusal.code], headers)
}
