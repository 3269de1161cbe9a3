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
import { bodyOf, hasLeft } from './request-body.ts'
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
  readonly actorOf: (headers: SentHeaders) => Promise<Actor>
  /** Which of the asked topics this caller may hear. */
  readonly allowedTopics: (caller: Caller, topics: readonly string[], token: string | undefined) => Promise<readonly string[]>
}
/** What the client said, to be read by name. */
export type SentHeaders = Pick<Headers, 'get'>
const maxBody = 1024 * 1024
const maxTopics = 12
const maxKey = 200
/** Where statuses are counted: the client hung up before it had sent everything. */
const statusOfLeaving = 499
/** A database comes back within seconds, or not for long. */
const secondsOfUnavailable = 2

/** Every operation of the contract as a route, problems as problem+json, and the live stream. */
export function http(parts: HttpParts): Hono<Env> {
  const app = new Hono<Env>()
  const safety = { ...safetyHeaders(parts.isHttps ?? false), 'content-security-policy': dataPolicy }
  app.use(async (request, next) => {
    const given = headersOf(request).get('x-request-id')
    const requestId = given && /^[\w-]{8,64}$/.test(given) ? given : parts.api.parts.world.newId()
    request.set('requestId', requestId)
    await next()
    // A live stream is written past Hono, and what an operation answers has its headers: one that is set now would make a second answer of it.
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
    const headers: Record<string, string> = { ...safety, 'x-request-id': request.get('requestId') }
    let status = 500
    try {
      const caller = await callerOf(request, parts)
      if (method !== 'GET') refuseOtherSites(request, caller)
      const limit = operation.limit ?? (method === 'GET' ? 'read' : 'write')
      Object.assign(headers, await parts.limits.take(limit, whoOf(caller)))
      const fields = { ...(await sentFields(request, method)), ...request.req.param() }
      const call = () => parts.api.call(name, fields, caller)
      const { guessed } = operation
      const output = await (guessed && guessed.field in fields ? guarded(parts, guessed.refusal, caller, call) : call())
      const response = answerWith(operation, output, headers)
      status = response.status
      return response
    } catch (error) {
      status = error instanceof Refusal ? error.status : hasLeft(request) ? statusOfLeaving : 500
      for (const [header, value] of Object.entries(headers)) request.header(header, value)
      throw error
    } finally {
      request.set('isDressed', true)
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
  if (actor.kind === 'user' && ['cross-site', 'same-site'].includes(headersOf(request).get('sec-fetch-site') ?? ''))
    throw new Refusal('permission_missing', { permission: 'same_site' })
}

async function sentFields(request: Request<Env>, method: string): Promise<Record<string, unknown>> {
  if (method === 'GET' || method === 'DELETE') return request.req.query()
  const text = (await bodyOf(request, maxBody)).toString('utf8')
  if (text === '') return {}
  // What a form of another site can send without asking: our own pages and programs say that it is JSON.
  if (/^(?:text\/plain|multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(headersOf(request).get('content-type') ?? ''))
    throw new Refusal('body_not_json')
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body }
  } catch {
    // told below, in the caller's language
  }
  throw new Refusal('body_not_json')
}

/** With its headers as a plain record: they go to the socket as they are, where the web's `Headers` would cost a tenth of a small request. */
function answerWith(operation: Operation, output: unknown, headers: Record<string, string>): Response {
  headers['cache-control'] = operation.cacheSeconds
    ? `public, max-age=${operation.cacheSeconds}, stale-while-revalidate=${operation.cacheSeconds * 4}`
    : 'private, no-store'
  if (operation.file) return fileResponse(output, headers)
  if (operation.versioned && typeof output === 'object' && output !== null && 'version' in output) headers['etag'] = `"${String(output.version)}"`
  headers['content-type'] = 'application/json'
  return new Response(JSON.stringify(asJson(output)), { headers })
}

const asJson = (output: unknown): object => (typeof output === 'object' && output !== null ? output : {})

function fileResponse(output: unknown, headers: Record<string, string>): Response {
  if (typeof output !== 'object' || output === null || !('bytes' in output) || !(output.bytes instanceof Uint8Array) || !('contentType' in output))
    throw new Error('a file operation must return contentType and bytes')
  const filename = 'filename' in output && typeof output.filename === 'string' ? output.filename.replaceAll(/[^\w.-]/g, '_') : undefined
  if (filename) headers['content-disposition'] = `inline; filename="${filename}"`
  headers['content-type'] = String(output.contentType)
  return new Response(new Uint8Array(output.bytes), { headers })
}

/** Who asks, in which language, with which keys. */
export async function callerOf(request: Request<Env>, { actorOf }: Pick<HttpParts, 'actorOf'>): Promise<Caller> {
  const headers = headersOf(request)
  const match = /^(?:W\/)?"(\d+)"$/.exec(headers.get('if-match') ?? '')
  const idempotencyKey = headers.get('idempotency-key') ?? undefined
  if (idempotencyKey && idempotencyKey.length > maxKey)
    throw new Refusal('input_invalid', { errors: [{ path: 'Idempotency-Key', code: 'too_big', message: 'too_big' }] })
  return {
    actor: await actorOf(headers),
    locale: localeOf(headers.get('accept-language')),
    requestId: request.get('requestId'),
    ip: addressOf(request),
    userAgent: headers.get('user-agent') ?? undefined,
    idempotencyKey,
    ifMatch: match?.[1] ? Number(match[1]) : undefined,
  }
}

/** Straight from Node: a `Headers` made for each request would be built only to look up half a dozen names. */
function headersOf(request: Request<Env>): SentHeaders {
  const sent = request.env.incoming?.headers
  if (!sent) return request.req.raw.headers // called without a server
  return {
    get: (name) => {
      const value = sent[name]
      return typeof value === 'string' ? value : (value?.join(', ') ?? null)
    },
  }
}

/** The peer's address; behind a proxy of this machine, what that proxy says it is. */
export function addressOf(request: Request<Env>): string | undefined {
  const peer = request.env.incoming?.socket.remoteAddress
  const isLocal = peer === '127.0.0.1' || peer === '::1' || peer === '::ffff:127.0.0.1'
  const forwarded = headersOf(request).get('x-forwarded-for')?.split(',').at(-1)?.trim()
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
  const lastId = Number(headersOf(request).get('last-event-id') ?? Number.NaN)
  await parts.live.open(request.env.outgoing, allowed, Number.isSafeInteger(lastId) ? lastId : undefined, parts.api.parts.database)
  return RESPONSE_ALREADY_SENT
}

/** Refusals as they are; everything else is our fault, logged once with the request id. */
export function answerProblem(error: unknown, request: Request<Env>, log: Log): Response {
  const locale = localeOf(headersOf(request).get('accept-language'))
  const requestId = request.get('requestId') ?? 'none'
  if (!(error instanceof Refusal)) log[hasLeft(request) ? 'debug' : 'error']({ err: error, requestId, path: request.req.path }, 'fault')
  const refusal = error instanceof Refusal ? error : new Refusal(isOutOfReach(error) ? 'unavailable' : 'internal')
  const problem = problemOf(refusal, locale, requestId)
  const headers: Record<string, string> = { 'content-type': 'application/problem+json', 'content-language': locale, 'cache-control': 'no-store' }
  if (refusal.code === 'rate_limited') headers['retry-after'] = typeof problem['seconds'] === 'number' ? String(problem['seconds']) : '1'
  if (refusals[refusal.code] === 503) headers['retry-after'] = String(secondsOfUnavailable)
  if (refusal.code === 'body_too_large') headers['connection'] = 'close' // the rest of the body is not read: nothing may follow it on this connection
  return request.newResponse(JSON.stringify(problem), refusals[refusal.code], headers)
}
