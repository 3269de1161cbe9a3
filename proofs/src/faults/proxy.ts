import { once } from 'node:events'
import { createServer, request as ask, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

/** What goes wrong on the way. `before`: the other side never sees the request; `after`: it did its work, and the answer suffers. */
export type Fault =
  | { readonly kind: 'status'; readonly when: 'before' | 'after'; readonly status: number; readonly retryAfter?: number }
  | { readonly kind: 'cut'; readonly when: 'before' | 'after' }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'rewrite'; readonly change: (body: string) => string }
type Rule = { readonly fault: Fault; readonly method?: string; readonly times?: number }
export type Seen = { readonly method: string; readonly path: string; readonly at: number }
export type Proxy = {
  readonly url: string
  /** Every request of the product that came this far. */
  readonly seen: readonly Seen[]
  break(fault: Fault, only?: { readonly method?: string; readonly times?: number }): void
  heal(): void
  /** Nobody listens: connections are refused. */
  down(): Promise<void>
  up(): Promise<void>
  stop(): Promise<void>
}
type Whole = { readonly status: number; readonly headers: IncomingMessage['headers']; readonly body: Buffer }

/** Stands between the product and a company, speaks HTTP on both sides, and breaks what it is told to. */
export async function httpProxy(target: string): Promise<Proxy> {
  const seen: Seen[] = []
  let rule: Rule | undefined
  let server: Server | undefined

  function take(method: string): Fault | undefined {
    const current = rule
    if (!current || (current.method && current.method !== method)) return undefined
    if (current.times !== undefined) rule = current.times > 1 ? { ...current, times: current.times - 1 } : undefined
    return current.fault
  }
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/' } = request
    seen.push({ method, path, at: performance.now() })
    const fault = take(method)
    const body = await bytesOf(request)
    if (fault && 'when' in fault && fault.when === 'before') return spoil(response, fault, undefined)
    const answer = await forward(target, request, body)
    if (fault?.kind === 'slow') await pause(fault.ms, undefined, { ref: false })
    if (fault && 'when' in fault) return spoil(response, fault, answer)
    return give(response, fault?.kind === 'rewrite' ? { ...answer, body: Buffer.from(fault.change(answer.body.toString('utf8'))) } : answer)
  }
  const open = async (port: number): Promise<Server> => {
    const opened = createServer((request, response) => void handle(request, response).catch(() => response.destroy()))
    opened.listen(port, '127.0.0.1')
    await once(opened, 'listening')
    return opened
  }
  const down = async (): Promise<void> => {
    const closing = server
    server = undefined
    closing?.close()
    closing?.closeAllConnections()
    if (closing) await once(closing, 'close')
  }
  server = await open(0)
  const port = portOf(server)
  return {
    url: `http://127.0.0.1:${port}${new URL(target).pathname.replace(/\/$/, '')}`,
    seen,
    break: (fault, only = {}) => void (rule = { fault, ...only }),
    heal: () => void (rule = undefined),
    down,
    up: async () => void (server ??= await open(port)),
    stop: down,
  }
}

function spoil(response: ServerResponse, fault: Extract<Fault, { when: string }>, answer: Whole | undefined): void {
  if (fault.kind === 'status') {
    const wait: Record<string, string> = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) }
    response.writeHead(fault.status, { 'content-type': 'application/json', ...wait }).end('{"error":{"code":"as_if","message":"as if"}}')
    return
  }
  if (!answer) return void response.destroy()
  // The head and half of the body, then the line is cut.
  response.writeHead(answer.status, { ...headersOf(answer), 'content-length': answer.body.length })
  response.write(answer.body.subarray(0, Math.floor(answer.body.length / 2)), () => response.destroy())
}

function give(response: ServerResponse, answer: Whole): void {
  response.writeHead(answer.status, { ...headersOf(answer), 'content-length': answer.body.length }).end(answer.body)
}

const hopByHop = ['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'host']
const headersOf = ({ headers }: Pick<Whole, 'headers'>) => Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.includes(name)))

async function forward(target: string, request: IncomingMessage, body: Buffer): Promise<Whole> {
  const { hostname, port } = new URL(target)
  const sent = ask({
    hostname,
    port,
    method: request.method,
    path: request.url,
    agent: false,
    headers: { ...headersOf(request), 'content-length': body.length },
  })
  sent.end(body)
  const [answer]: readonly IncomingMessage[] = await once(sent, 'response')
  if (!answer) throw new Error('no answer')
  return { status: answer.statusCode ?? 502, headers: answer.headers, body: await bytesOf(answer) }
}

export async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) if (chunk instanceof Uint8Array) chunks.push(chunk)
  return Buffer.concat(chunks)
}

export function portOf(server: { address(): unknown }): number {
  const address = server.address()
  if (typeof address !== 'object' || address === null || !('port' in address)) throw new Error('a server that listens has a port')
  return Number(address.port)
}
