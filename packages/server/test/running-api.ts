import { serveApi } from '../src/serve.ts'
import type { Harness } from './harness.ts'

export type Answer = { readonly status: number; readonly headers: Headers; readonly body: Readonly<Record<string, unknown>>; readonly text: string }
export type Sent = { readonly body?: unknown; readonly raw?: string | Uint8Array<ArrayBuffer>; readonly headers?: Readonly<Record<string, string>> }
export type RunningApi = {
  readonly url: string
  /** One request on the wire: `send('POST', '/api/v1/orders', { body })`. */
  send(method: string, path: string, sent?: Sent): Promise<Answer>
  stop(): Promise<void>
}

/** The real api process on a free port of this machine, over the product of a harness. Stop it before the harness. */
export async function runApi({ product, config, database, world, log }: Harness): Promise<RunningApi> {
  const api = serveApi({ config: { ...config, PORT: 0, HOST: '127.0.0.1' }, database, world, log }, product)
  const url = `http://127.0.0.1:${await api.port}`
  return { url, send: sender(url), stop: () => api.stop() }
}

export function sender(url: string): RunningApi['send'] {
  return async (method, path, { body, raw, headers = {} } = {}) => {
    const content = raw ?? (body === undefined ? undefined : JSON.stringify(body))
    const response = await fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      headers: { ...(content === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(content === undefined ? {} : { body: content }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, body: objectIn(text) }
  }
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  if (!text.startsWith('{')) return {}
  const parsed: unknown = JSON.parse(text)
  return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {}
}
