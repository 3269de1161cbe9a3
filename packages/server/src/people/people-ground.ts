import { people } from '@fashionistas/contract'
import { sql } from 'kysely'
import { api } from '#core/api.ts'
import type { Actor } from '#core/context.ts'
import { Database, type Tx } from '#core/database.ts'
import { makeLog } from '#core/log.ts'
import { worldAt } from '#core/world.ts'
import { testDatabase } from '../../test/database.ts'
import { callerAs, testConfig } from '../../test/harness.ts'
import { Secret } from '#core/secret.ts'
import { authentication } from './authentication.ts'
import { peopleHandlers } from './handlers.ts'
import type { Claimant } from './order-claims.ts'
import { openSignIn, type SignInMessage } from './sign-in-message.ts'

export type PeopleGround = Awaited<ReturnType<typeof startPeople>>

/** People alone, on a database of their own: what the tests of this folder stand on. The port to orders finds three for everyone. */
export async function startPeople(env: Readonly<Record<string, string>> = {}) {
  const own = await testDatabase()
  const config = testConfig(own.url, env)
  const database = new Database(own.url, 6)
  const world = worldAt('2026-11-02T15:00:00.000Z')
  const auth = authentication({ config, database, world, log: makeLog('silent', 'test') })
  const claims: Claimant[] = []
  const orders = { count: async () => 3, claim: async (_: Tx, claimant: Claimant) => (claims.push(claimant), 3) }
  const kernel = api(people, peopleHandlers({ orders, grants: auth.grants, sessions: auth.sessions }), { database, world })
  return {
    database,
    world,
    auth,
    claims,
    as: callerAs(kernel, world),
    browser: (headers: Readonly<Record<string, string>> = {}) => new Browser(auth.handler, auth.actorOf, headers),
    /** The newest sign-in message of a kind, as messaging would open it. */
    lastMessage: async (kind: SignInMessage['kind']): Promise<SignInMessage> => {
      const { rows } = await database.system((tx) =>
        sql<{
          data: unknown
        }>`select data from outbox where type = 'sign_in.requested' and data ->> 'kind' = ${kind} order by seq desc limit 1`.execute(tx),
      )
      if (!rows[0]) throw new Error(`no message ${kind}`)
      return openSignIn(new Secret(config.SECRET), rows[0].data)
    },
    messages: async (): Promise<number> =>
      (await database.system((tx) => sql`select from outbox where type = 'sign_in.requested'`.execute(tx))).rows.length,
    stop: async () => {
      await auth.stop()
      await database.close()
      await own.drop()
    },
  }
}

type Answer = { readonly status: number; readonly body: Readonly<Record<string, unknown>>; readonly headers: Headers }

/** Keeps cookies as a browser does, and talks to the handler without a socket. */
class Browser {
  readonly #jar = new Map<string, string>()
  readonly #handler: (request: Request, address?: string) => Promise<Response>
  readonly #actorOf: (headers: Headers) => Promise<Actor>
  readonly #headers: Readonly<Record<string, string>>
  constructor(
    handler: (request: Request, address?: string) => Promise<Response>,
    actorOf: (headers: Headers) => Promise<Actor>,
    headers: Readonly<Record<string, string>>,
  ) {
    this.#handler = handler
    this.#actorOf = actorOf
    this.#headers = headers
  }

  async post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return await this.#send(`http://localhost:3000/api/v1/auth${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    })
  }

  /** A path under /api/v1/auth or a whole address from a message. */
  async get(address: string): Promise<Answer> {
    return await this.#send(new URL(address.startsWith('/') ? `/api/v1/auth${address}` : address, 'http://localhost:3000').href, { method: 'GET' })
  }

  async actor(): Promise<Actor> {
    return await this.#actorOf(new Headers({ cookie: this.#cookie() }))
  }

  #cookie = (): string => [...this.#jar].map(([name, value]) => `${name}=${value}`).join('; ')

  async #send(address: string, init: RequestInit): Promise<Answer> {
    const headers = new Headers({ origin: 'http://localhost:3000', 'accept-language': 'es-CO', ...this.#headers })
    new Headers(init.headers).forEach((value, name) => headers.set(name, value))
    if (this.#jar.size > 0) headers.set('cookie', this.#cookie())
    const response = await this.#handler(new Request(address, { ...init, headers }), '203.0.113.7')
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie)
    const text = await response.text()
    const body: unknown = text.startsWith('{') ? JSON.parse(text) : {}
    return { status: response.status, body: typeof body === 'object' && body !== null ? { ...body } : {}, headers: response.headers }
  }

  #keep(cookie: string): void {
    const [pair = '', ...attributes] = cookie.split(';')
    const [name = '', value = ''] = pair.split('=', 2)
    if (value === '' || attributes.some((attribute) => /max-age=0$/i.test(attribute.trim()))) this.#jar.delete(name)
    else this.#jar.set(name, pair.slice(name.length + 1))
  }
}
