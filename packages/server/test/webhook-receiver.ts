import { createServer } from 'node:http'

export type ReceivedWebhook = { readonly raw: Uint8Array; readonly headers: Headers }

export interface WebhookReceiver {
  readonly url: string
  readonly received: readonly ReceivedWebhook[]
  /** The next so many webhooks are answered with 500. */
  refuse(times: number): void
  stop(): Promise<void>
}

/** A stand-in for our webhook route, for the conformance suite: keeps the bytes exactly as they came. */
export async function webhookReceiver(): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = []
  let refusals = 0
  const server = createServer(async (request, response) => {
    const chunks = await Array.fromAsync(request, (chunk: Buffer) => chunk)
    const headers = new Headers(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    received.push({ raw: Buffer.concat(chunks), headers })
    response.statusCode = refusals-- > 0 ? 500 : 200
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = address && typeof address === 'object' ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/`,
    received,
    refuse: (times) => {
      refusals = times
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
