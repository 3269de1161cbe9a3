import { z } from 'zod'
import type { SendResult } from '#messaging/channel.ts'
import { retryAfterOf } from '../retry-after.ts'
import { problemOf } from './problems.ts'

export type GraphConfig = { readonly baseUrl: string; readonly version: string; readonly token: string; readonly timeoutMs?: number | undefined }
export type Refused = Extract<SendResult, { state: 'refused' }>
export type GraphAnswer = { readonly ok: true; readonly body: unknown } | (Refused & { readonly ok: false })

const GraphError = z.object({
  error: z.object({ code: z.number(), message: z.string().default(''), error_data: z.object({ details: z.string().optional() }).optional() }),
})
const notReached = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']

export interface Graph {
  call(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<GraphAnswer>
  upload(path: string, body: FormData | Uint8Array<ArrayBuffer>, headers?: Readonly<Record<string, string>>): Promise<GraphAnswer>
}

/** Meta's Graph API: JSON with a bearer token, and its errors in our words. */
export function graph({ baseUrl, version, token, timeoutMs = 10_000 }: GraphConfig): Graph {
  const root = `${baseUrl.replace(/\/$/, '')}/${version}`
  const send = async (path: string, request: RequestInit): Promise<GraphAnswer> => {
    try {
      const answer = await fetch(`${root}${path}`, {
        ...request,
        headers: { authorization: `Bearer ${token}`, ...headersOf(request) },
        signal: AbortSignal.timeout(timeoutMs),
        redirect: 'error',
      })
      return await read(answer)
    } catch (error) {
      return lost(error)
    }
  }
  return {
    call: (method, path, body) =>
      send(path, body === undefined ? { method } : { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    upload: (path, body, headers = {}) => send(path, { method: 'POST', body, headers: { ...headers } }),
  }
}

const headersOf = ({ headers }: RequestInit): Record<string, string> => Object.fromEntries(new Headers(headers))

async function read(answer: Response): Promise<GraphAnswer> {
  const text = await answer.text()
  const body = text === '' ? {} : parse(text)
  if (answer.ok) return body === undefined ? unreadable('half an answer') : { ok: true, body }
  const known = GraphError.safeParse(body).data?.error
  return {
    ok: false,
    state: 'refused',
    problem: problemOf(known?.code, answer.status),
    afterMs: retryAfterOf(answer.headers),
    code: String(known?.code ?? `http_${answer.status}`),
    detail: known?.error_data?.details ?? known?.message ?? `HTTP ${answer.status}`,
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // cut off, or a proxy's page in place of an answer
  }
}

/** They took the call and we could not read what they said: it may have been done. */
export const unreadable = (detail: string): Refused & { readonly ok: false } => ({
  ok: false,
  state: 'refused',
  problem: 'unknown_outcome',
  code: 'unknown_outcome',
  detail,
})

/** A call that never reached them can be made again at once; of any other we do not know whether it did its work. */
function lost(error: unknown): GraphAnswer {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no_answer'
  return {
    ok: false,
    state: 'refused',
    problem: notReached.includes(code) ? 'retry_backoff' : 'unknown_outcome',
    code,
    detail: cause instanceof Error ? cause.message : 'no answer',
  }
}
