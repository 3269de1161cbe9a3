import { Refusal } from '@fashionistas/contract'
import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'

type Request = Pick<Context<{ Bindings: HttpBindings }>, 'env' | 'req'>

/**
 * The body's bytes from the socket itself: the web's streams between would cost more than all else that a small request needs.
 * Throws `body_too_large` above `most` bytes.
 */
export async function bodyOf(request: Request, most: number): Promise<Buffer> {
  const { incoming } = request.env
  if (!incoming) return Buffer.from(await request.req.arrayBuffer()) // called without a server
  if (Number(incoming.headers['content-length'] ?? 0) > most) throw new Refusal('body_too_large')
  return await new Promise((resolve, reject) => {
    if (hasLeft(request)) return reject(new Error('the client left before its body was read'))
    const chunks: Uint8Array[] = []
    let size = 0
    incoming.on('data', (chunk: Uint8Array) => {
      size += chunk.length
      // Read on, without keeping: a socket that is closed now would not carry the answer.
      if (size > most) reject(new Refusal('body_too_large'))
      else chunks.push(chunk)
    })
    incoming.on('end', () => resolve(Buffer.concat(chunks)))
    incoming.on('error', reject)
  })
}

/** The client hung up in the middle of its body: whatever follows from that is nobody's fault, and nobody hears the answer. */
export const hasLeft = ({ env: { incoming } }: Pick<Request, 'env'>): boolean => incoming !== undefined && incoming.destroyed && !incoming.complete
