import { ProviderUnavailable } from '#payments/provider.ts'
import { patiently } from './patiently.ts'
import { retryAfterOf } from './retry-after.ts'

export type HttpAnswer = { readonly status: number; readonly body: unknown }
export type HttpRequest = { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>>; readonly timeoutMs?: number }

export interface HttpClient {
  get(path: string, request?: HttpRequest): Promise<HttpAnswer>
  post(path: string, request?: HttpRequest): Promise<HttpAnswer>
}

const longestAnswerBytes = 2_000_000
/** The network said that nobody was there: the request never left, or had nowhere to go. */
const neverArrived = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']

/** JSON over fetch with a time-out. Questions are repeated; whether anything else may be is for the adapter to know. */
export function httpClient(options: {
  readonly baseUrl: string
  readonly timeoutMs: number
  readonly headers?: Readonly<Record<string, string>>
}): HttpClient {
  const baseUrl = options.baseUrl.replace(/\/$/, '')

  async function call(method: 'GET' | 'POST', path: string, { body, headers, timeoutMs = options.timeoutMs }: HttpRequest = {}): Promise<HttpAnswer> {
    const sent: RequestInit = {
      method,
      headers: { accept: 'application/json', ...options.headers, ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
    }
    const { status, text, retryAfterMs } = await read(`${baseUrl}${path}`, body === undefined ? sent : { ...sent, body: JSON.stringify(body) })
    // Who was told to come back later was not served. A 5xx says nothing: it may have come after the work.
    if (status === 429) throw new ProviderUnavailable(`${method} ${path} answered 429`, { arrived: 'never', retryAfterMs })
    if (status >= 500) throw new ProviderUnavailable(`${method} ${path} answered ${status}`, { retryAfterMs })
    return { status, body: text === '' ? undefined : parse(text, `${method} ${path}`) }
  }

  return {
    get: (path, request) => patiently(() => call('GET', path, request)),
    post: (path, request) => call('POST', path, request),
  }
}

type Read = { readonly status: number; readonly text: string; readonly retryAfterMs: number | undefined }
async function read(url: string, request: RequestInit): Promise<Read> {
  try {
    const answer = await fetch(url, request)
    const text = await answer.text()
    if (text.length > longestAnswerBytes) throw new Error('answer too long')
    return { status: answer.status, text, retryAfterMs: retryAfterOf(answer.headers) }
  } catch (cause) {
    throw new ProviderUnavailable(`no answer from ${new URL(url).host}`, { cause, arrived: neverArrived.includes(codeOf(cause)) ? 'never' : 'maybe' })
  }
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error && 'code' in cause ? String(cause.code) : ''
}

function parse(text: string, what: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new ProviderUnavailable(`${what} answered something that is not JSON`, { cause })
  }
}
