import { createHmac, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { lines, textAt, valueAt, type Lines } from './lines.ts'

export type Gateway = {
  readonly url: string
  readonly secret: string
  /** `inline`: approved in the answer; `webhook`: approved a moment later, and told by a signed webhook. */
  approve(how: 'inline' | 'webhook'): void
  tellNewsTo(webhookUrl: string): void
  stop(): Promise<void>
}
type Payment = { readonly id: string; readonly reference: string; readonly amount: unknown; readonly method: string; status: 'pending' | 'succeeded' }
const webhookLines = 32

/**
 * A payment company that is never the bottleneck: it speaks the sandbox's protocol (packages/simulators/src/sandbox/README.md), approves
 * everything and keeps no file. The simulator of the demo writes its whole state at every change, which at thousands of payments is what
 * one would measure.
 */
export async function openGateway(): Promise<Gateway> {
  const secret = randomUUID()
  const payments = new Map<string, Payment>()
  let mode: 'inline' | 'webhook' = 'webhook'
  let news: { readonly path: string; readonly lines: Lines } | undefined

  const approveLater = (payment: Payment): void => {
    payment.status = 'succeeded'
    if (news) void postNews(news, payment, secret)
  }
  const server = createServer((request, response) => void answer(request, response))
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers.authorization !== `Bearer ${secret}`)
      return reply(response, 401, { error: { code: 'unauthorized', message: 'wrong secret' } })
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://gateway')
    if (pathname === '/v1/banks') return reply(response, 200, { data: [{ code: '1', name: 'Banco que aprueba' }] })
    if (request.method === 'GET')
      return reply(response, 200, { data: [payments.get(searchParams.get('reference') ?? '')].flatMap((found) => (found ? [view(found)] : [])) })
    const charge = await bodyOf(request)
    const payment: Payment = payments.get(textAt(charge, 'reference')) ?? {
      id: randomUUID(),
      reference: textAt(charge, 'reference'),
      amount: valueAt(charge, 'amount'),
      method: textAt(charge, 'method'),
      status: mode === 'inline' ? 'succeeded' : 'pending',
    }
    payments.set(payment.reference, payment)
    reply(response, 201, { data: view(payment) })
    if (payment.status === 'pending') setImmediate(approveLater, payment)
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the gateway has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    secret,
    approve: (how) => void (mode = how),
    tellNewsTo: (webhookUrl) => {
      const { origin, pathname } = new URL(webhookUrl)
      news = { path: pathname, lines: lines(origin, webhookLines) }
    },
    stop: async () => {
      news?.lines.close()
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

const view = (payment: Payment) => ({ ...payment, next: payment.status === 'pending' ? { kind: 'wait' } : null, failure: null })

async function postNews({ path, lines: open }: { readonly path: string; readonly lines: Lines }, payment: Payment, secret: string): Promise<void> {
  const { id, reference, status, amount } = payment
  const body = JSON.stringify({
    id: `evt_${randomUUID()}`,
    type: 'payment.updated',
    payment: { id, reference, status, amount, refundedMinor: 0 },
    sentAt: new Date().toISOString(),
  })
  const timestamp = Math.floor(Date.now() / 1000)
  const proof = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
  // What is lost here is found by the product's poller, as in life; the bench then merely takes longer.
  await open.send('POST', path, { body, headers: { 'x-sandbox-signature': `t=${timestamp},v1=${proof}` } }).catch(() => undefined)
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) if (chunk instanceof Uint8Array) chunks.push(chunk)
  return JSON.parse(Buffer.concat(chunks).toString('utf8'))
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body)
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text)
}
