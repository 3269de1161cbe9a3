import type { CallOptions, Client, Contract } from './operation.ts'
import { Refusal, isRefusalCode } from './refusals.ts'

type Options = {
  /** Where the API stands; empty for the page's own origin. */
  readonly baseUrl: string
  readonly headers?: () => Readonly<Record<string, string>>
  readonly fetch?: typeof fetch
}

/** The address of an operation with its path filled; what is left goes into the query or the body. */
export function addressOf(route: string, input: Readonly<Record<string, unknown>>): { method: string; path: string; rest: Record<string, unknown> } {
  const [method = 'GET', pattern = '/'] = route.split(' ')
  const rest = { ...input }
  const path = pattern.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    return encodeURIComponent(String(value))
  })
  return { method, path, rest }
}

/** The typed client over HTTP: `client(contract, { baseUrl }).getEvent({ idOrSlug })`. Throws Refusal from problem+json. */
export function client<C extends Contract>(contract: C, options: Options): Client<C> {
  const call = async (name: string, input: Record<string, unknown>, given: CallOptions = {}): Promise<unknown> => {
    const operation = contract[name]
    if (!operation) throw new Error(`no operation ${name}`)
    const { method, path, rest } = addressOf(operation.route, input)
    const inQuery = method === 'GET' || method === 'DELETE'
    const response = await (options.fetch ?? fetch)(`${options.baseUrl}${path}${inQuery ? queryOf(rest) : ''}`, {
      method,
      headers: headersOf(options, given, inQuery),
      ...(inQuery ? {} : { body: JSON.stringify(rest) }),
      ...(given.signal ? { signal: given.signal } : {}),
      credentials: 'same-origin',
    })
    if (operation.file && response.ok) return await response.blob()
    const body: unknown = await response.json().catch(() => ({}))
    if (!response.ok) throw refusalOf(body)
    return body
  }
  // The proxy answers each name of the contract with a call; the mapped type says the same, which TypeScript cannot see through a Proxy.
  const proxy: unknown = new Proxy(
    {},
    { get: (_, name) => (input: Record<string, unknown>, given?: CallOptions) => call(String(name), input, given) },
  )
  return asClient<C>(proxy)
}

function asClient<C extends Contract>(proxy: unknown): Client<C> {
  return proxy as Client<C> // oxlint-disable-line typescript/no-unsafe-type-assertion -- the one cast: see above
}

function headersOf(options: Options, given: CallOptions, inQuery: boolean): Record<string, string> {
  return {
    accept: 'application/json',
    ...(inQuery ? {} : { 'content-type': 'application/json' }),
    ...(given.locale ? { 'accept-language': given.locale } : {}),
    ...(given.idempotencyKey ? { 'idempotency-key': given.idempotencyKey } : {}),
    ...(given.ifMatch === undefined ? {} : { 'if-match': `"${given.ifMatch}"` }),
    ...options.headers?.(),
  }
}

function queryOf(rest: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(rest).filter(([, value]) => value !== undefined && value !== null)
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString()}`
}

function refusalOf(body: unknown): Refusal {
  if (typeof body !== 'object' || body === null || !('code' in body) || !isRefusalCode(body.code)) return new Refusal('unavailable')
  return new Refusal(body.code, { ...body })
}
