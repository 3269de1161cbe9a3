import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { bytesOf, portOf } from './proxy.ts'

export type Letter = { readonly path: string; readonly headers: Readonly<Record<string, string>>; readonly body: string }
type Handling = 'deliver' | 'lose' | 'keep'
export type PostOffice = {
  /** Where the companies send their webhooks. */
  readonly url: string
  /** How letters are handled that name this reference; without a rule they are delivered. */
  handle(reference: string, handling: Handling): void
  /** Letters that were kept or lost, in the order in which they came. */
  kept(reference: string): readonly Letter[]
  /** Gives a letter to the product as often as wanted, at once; the status of each answer. */
  deliver(letter: Letter, times?: number): Promise<readonly number[]>
  stop(): Promise<void>
}
const carried = ['content-type', 'x-event-checksum', 'x-sandbox-signature', 'x-hub-signature-256', 'x-twilio-signature']

/** Takes the companies' webhooks in the product's place, and passes them on as a bad network would. */
export async function postOffice(productUrl: () => string): Promise<PostOffice> {
  const rules = new Map<string, Handling>()
  const letters: Letter[] = []
  const send = async ({ path, headers, body }: Letter): Promise<number> => {
    const answer = await fetch(`${productUrl()}${path}`, { method: 'POST', headers, body })
    await answer.arrayBuffer()
    return answer.status
  }
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = (await bytesOf(request)).toString('utf8')
    const headers = Object.fromEntries(carried.flatMap((name) => (request.headers[name] ? [[name, String(request.headers[name])]] : [])))
    const letter = { path: request.url ?? '/', headers, body }
    const handling = [...rules].find(([reference]) => body.includes(reference))?.[1] ?? 'deliver'
    if (handling !== 'deliver') letters.push(letter)
    // The company believes that a lost or kept letter has arrived: it will not send it again.
    response.writeHead(handling === 'deliver' ? await send(letter).catch(() => 503) : 200).end()
  }
  const server = createServer((request, response) => void handle(request, response).catch(() => response.destroy()))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    handle: (reference, handling) => void rules.set(reference, handling),
    kept: (reference) => letters.filter(({ body }) => body.includes(reference)),
    deliver: (letter, times = 1) => Promise.all(Array.from({ length: times }, () => send(letter))),
    stop: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
