import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Attachment } from '#messaging/channel.ts'
import { unreadable, type Graph, type Refused } from './graph.ts'

const Uploaded = z.object({ id: z.string() })
const keptMs = 25 * 24 * 3_600_000 // Meta keeps media for 30 days
const mostKept = 2_000

/** Uploads a file once: the same bytes for many people have one id. */
export function mediaUploads(graph: Graph, phoneNumberId: string) {
  const known = new Map<string, { readonly id: string; readonly until: number }>()
  return {
    async idOf({ bytes, contentType, filename }: Attachment): Promise<string | Refused> {
      const hash = createHash('sha256').update(bytes).digest('hex')
      const found = known.get(hash)
      if (found && found.until > performance.now()) return found.id
      const form = new FormData()
      form.set('messaging_product', 'whatsapp')
      form.set('type', contentType)
      form.set('file', new File([new Uint8Array(bytes)], filename, { type: contentType }))
      const answer = await graph.upload(`/${phoneNumberId}/media`, form)
      // An upload whose outcome is not known is simply made again: nobody has received anything.
      if (!answer.ok) return { ...answer, problem: answer.problem === 'unknown_outcome' ? 'retry_backoff' : answer.problem }
      const uploaded = Uploaded.safeParse(answer.body)
      if (!uploaded.success) return { ...unreadable('an upload without an id'), problem: 'retry_backoff' }
      const { id } = uploaded.data
      const [oldest] = known.keys()
      if (known.size >= mostKept && oldest) known.delete(oldest)
      known.set(hash, { id, until: performance.now() + keptMs })
      return id
    },
    /** Meta lost it, or it expired: the next message uploads again. */
    forget: () => known.clear(),
  }
}
