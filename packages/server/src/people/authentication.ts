import { Refusal } from '@fashionistas/contract'
import pg from 'pg'
import { z } from 'zod'
import type { Config } from '#core/config.ts'
import type { Actor } from '#core/context.ts'
import { survivesCuts, type Database } from '#core/database.ts'
import type { SentHeaders } from '#core/http.ts'
import type { Log } from '#core/log.ts'
import { isOutOfReach } from '#core/out-of-reach.ts'
import { localeOf } from '#core/problem.ts'
import { Secret } from '#core/secret.ts'
import type { World } from '#core/world.ts'
import { findActor, type SessionFacts } from './actor.ts'
import { Attempts } from './attempts.ts'
import { Grants } from './grants.ts'
import { Sessions } from './sessions.ts'
import { problemFrom, problemOfRefusal, responseFrom, type Told } from './sign-in-problem.ts'
import { bodyOf, routeOf, type SignInRoute } from './sign-in-routes.ts'
import { addressHeader, basePath, cookiePrefix, signIn } from './sign-in.ts'

export type AuthenticationParts = { readonly config: Config; readonly database: Database; readonly world: World; readonly log: Log }
export type Authentication = {
  /** Answers everything under /api/v1/auth. `address` is the peer's, as the front door knows it. */
  handler(request: Request, address?: string): Promise<Response>
  /** Who asks, from cookie or key. Throws `sign_in_needed` for a key that is wrong or has ended. */
  actorOf(headers: SentHeaders): Promise<Actor>
  readonly grants: Grants
  readonly sessions: Sessions
  /** Removes counters, codes and sessions whose time is over; for a daily job. */
  sweep(): Promise<void>
  stop(): Promise<void>
}
const poolSize = 4

export function authentication({ config, database, world, log }: AuthenticationParts): Authentication {
  const pool = new pg.Pool({
    connectionString: database.url,
    max: poolSize,
    options: '-c role=service_role -c search_path=public',
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
  })
  survivesCuts(pool)
  const grants = new Grants(() => world.now())
  const sessions = new Sessions()
  const attempts = new Attempts(database, () => world.now())
  const auth = signIn({ config, database, world, log, secret: new Secret(config.SECRET), grants, attempts, pool })

  const sessionOf = async (headers: SentHeaders): Promise<SessionFacts | undefined> => {
    const cookie = sessionCookie(headers)
    if (cookie === '') return undefined
    return await sessions.of(cookie, async () => {
      const found = await auth.api.getSession({ headers: new Headers({ cookie }) })
      return found ? { userId: found.user.id, sessionId: found.session.id } : undefined
    })
  }
  return {
    grants,
    sessions,
    actorOf: (headers) => findActor({ database, grants, now: () => world.now() }, headers, sessionOf),
    handler: async (request, address) => {
      const answered = await answer({
        request,
        address,
        told: { locale: localeOf(request.headers.get('accept-language')), requestId: world.newId() },
        attempts,
        factor: config.RATE_LIMIT_FACTOR,
        log,
        ask: (safe) => auth.handler(safe),
      })
      if (request.method !== 'GET') sessions.forgetAll()
      return answered
    },
    sweep: async () => {
      await attempts.sweep()
      await pool.query('delete from verifications where expires_at < now()')
      await pool.query('delete from sessions where expires_at < now()')
    },
    stop: () => pool.end(),
  }
}

/** All that names a session, whatever other cookies come along. */
const sessionCookie = (headers: SentHeaders): string =>
  (headers.get('cookie') ?? '')
    .split('; ')
    .filter((cookie) => cookie.includes(`${cookiePrefix}.session_token=`))
    .join('; ')

type Asked = {
  readonly request: Request
  readonly address: string | undefined
  readonly told: Told
  readonly attempts: Attempts
  readonly factor: number
  readonly log: Log
  readonly ask: (request: Request) => Promise<Response>
}

async function answer(asked: Asked): Promise<Response> {
  const { request, told, log } = asked
  try {
    const route = routeOf(request.method, new URL(request.url).pathname.slice(basePath.length))
    const body = request.method === 'GET' ? undefined : await bodyOf(request)
    const account = await guarded(asked, route, body)
    const response = await asked.ask(forwarded(asked, body))
    if (response.ok && account) await asked.attempts.clear(account)
    return response.status < 400 ? response : responseFrom(await problemIn(response, told), told)
  } catch (error) {
    if (!(error instanceof Refusal)) log.error({ err: error, requestId: told.requestId }, 'fault')
    return responseFrom(
      problemOfRefusal(error instanceof Refusal ? error : new Refusal(isOutOfReach(error) ? 'unavailable' : 'internal'), told),
      told,
    )
  }
}

/**
 * Counts before it lets anyone try, so that a burst cannot slip through; says the same whether the account exists or not.
 * Returns the counter that a right answer sets back.
 */
async function guarded(
  { attempts, factor }: Asked,
  { path, guard }: SignInRoute,
  body: Readonly<Record<string, unknown>> | undefined,
): Promise<string | undefined> {
  if (!guard) return undefined
  const key = `${path} ${String(body?.[guard.by])}`
  const seconds = await attempts.count(key, { max: Math.ceil(guard.window.max * factor), seconds: guard.window.seconds })
  if (seconds > 0) throw new Refusal('rate_limited', { seconds })
  return guard.kind === 'proof' ? key : undefined
}

function forwarded({ request, address }: Asked, body: Readonly<Record<string, unknown>> | undefined): Request {
  const headers = new Headers(request.headers)
  headers.delete('content-length')
  headers.delete(addressHeader)
  if (address) headers.set(addressHeader, address)
  if (!body) return new Request(request.url, { method: request.method, headers })
  headers.set('content-type', 'application/json')
  return new Request(request.url, { method: request.method, headers, body: JSON.stringify(body) })
}

const Failure = z.object({ code: z.string() })

async function problemIn(response: Response, told: Told) {
  const failure = Failure.safeParse(await response.json().catch(() => ({}))) // a failure without JSON is told by its status
  const retryAfter = Number(response.headers.get('x-retry-after') ?? Number.NaN)
  return problemFrom(response.status, failure.success ? failure.data.code : '', Number.isFinite(retryAfter) ? retryAfter : undefined, told)
}
