import { ProviderUnavailable } from '#payments/provider.ts'

export type HttpAnswer = { readonly status: number; readonly body: unknown }
export type HttpRequest = { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>>; readonly timeoutMs?: number }

export interface HttpClient {
  get(path: string, request?: HttpRequest): Promise<HttpAnswer>
  post(path: string, request?: HttpRequest): Promise<HttpAnswer>
}

const longestAnswerBytes = 2_000_000

/** JSON over fetch with a time-out and no retries: whether a call may be repeated is for the adapter to know. */
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
    const { status, text } = await read(`${baseUrl}${path}`, body === undefined ? sent : { ...sent, body: JSON.stringify(body) })
    // 429 and 5xx say nothing about the charge; the caller has to ask again.
    if (status === 429 || status >= 500) throw new ProviderUnavailable(`${method} ${path} answered ${status}`)
    return { status, body: text === '' ? undefined : parse(text, `${method} ${path}`) }
  }

  return { get: (path, request) => call('GET', path, request), post: (path, request) => call('POST', path, request) }
}

async function read(url: string, request: RequestInit): Promise<{ readonly status: number; readonly text: string }> {
  try {
    const answer = await fetch(url, request)
    const text = await answer.text()
    if (text.length > longestAnswerBytes) throw new Error('answer too long')
    return { status: answer.status, text }
  } catch (cause) {
    throw new ProviderUnavailable(`no answer from ${new URL(url).host}`, { cause })
  }
}

function parse(text: string, what: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new ProviderUnavailable(`${what} answered something that is not JSON`, { cause })
  }
}
