import { Agent, request } from 'node:http'

export type Answer = { readonly status: number; readonly body: unknown; readonly tookMs: number }
export type Sent = { readonly body?: string; readonly headers?: Readonly<Record<string, string>> }
export type Lines = {
  send(method: string, path: string, sent?: Sent): Promise<Answer>
  /** Answers of 5xx so far. */
  faults(): number
  close(): void
}
const patience = 4
const pauseMs = 250

/** Keep-alive connections to one server, `count` at most. node:http costs the bench's process a third of what fetch does. */
export function lines(origin: string, count: number): Lines {
  const agent = new Agent({ keepAlive: true, maxSockets: count, maxFreeSockets: count })
  const { hostname, port } = new URL(origin)
  const once = (method: string, path: string, { body, headers }: Sent) =>
    new Promise<Answer>((resolve, reject) => {
      const startedAt = performance.now()
      const asked = request(
        {
          agent,
          hostname,
          port,
          method,
          path,
          headers: { ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }), ...headers },
        },
        (response) => {
          const chunks: Uint8Array[] = []
          response.on('data', (chunk: Uint8Array) => chunks.push(chunk))
          response.on('error', reject)
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              body: parsed(Buffer.concat(chunks).toString('utf8')),
              tookMs: performance.now() - startedAt,
            }),
          )
        },
      )
      asked.on('error', reject)
      asked.end(body)
    })
  // The server may close an idle line in the very moment in which it is used again.
  const fresh = (method: string, path: string, sent: Sent) =>
    once(method, path, sent).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ECONNRESET') return once(method, path, sent)
      throw error
    })
  let faults = 0
  return {
    /** As a patient client: what failed on the other side is asked again, under the same idempotency key. */
    async send(method, path, sent = {}) {
      for (let attempt = 1; ; attempt += 1) {
        const answer = await fresh(method, path, sent)
        if (answer.status < 500) return answer
        faults += 1
        if (attempt === patience) return answer
        await new Promise((resolve) => setTimeout(resolve, pauseMs * attempt))
      }
    },
    faults: () => faults,
    close: () => agent.destroy(),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text // an empty body, or a page of an error: whoever looks for a field in it says so
  }
}

export function valueAt(body: unknown, name: string): unknown {
  if (typeof body !== 'object' || body === null) return undefined
  return Object.entries(body).find(([key]) => key === name)?.[1]
}

export function textAt(body: unknown, name: string): string {
  const value = valueAt(body, name)
  if (typeof value !== 'string') throw new Error(`no ${name} in ${JSON.stringify(body)?.slice(0, 300)}`)
  return value
}
