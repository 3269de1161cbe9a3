import { randomUUID } from 'node:crypto'
import { textAt, type Lines } from '../lines.ts'
import type { Sold } from '../door/tickets.ts'

export type Scanned = { readonly admitted: number; readonly duplicates: number; readonly others: readonly string[] }
type Door = { readonly open: Lines; readonly sold: Sold; readonly key: string }

const scanners = 8
/** The next person steps forward. */
const stepMs = 60

/** Every ticket is shown twice at the same moment, to two api processes: one of the two scans lets somebody in. */
export async function showTwice({ open, sold, key }: Door): Promise<Scanned> {
  const verdicts: string[] = []
  const queue = sold.tokens.values()
  const scan = async (code: string): Promise<void> => {
    const body = JSON.stringify({ scanId: randomUUID(), eventId: sold.event.eventId, code, gate: 'Puerta' })
    const answer = await open.send('POST', '/api/v1/check-in/scans', { body, headers: { authorization: `Bearer ${key}` } })
    verdicts.push(answer.status === 200 ? textAt(answer.body, 'verdict') : `answer ${answer.status}`)
  }
  const scanner = async (): Promise<void> => {
    for (const code of queue) {
      await Promise.all([scan(code), scan(code)])
      await new Promise((resolve) => setTimeout(resolve, stepMs))
    }
  }
  await Promise.all(Array.from({ length: scanners }, scanner))
  const count = (wanted: string): number => verdicts.filter((verdict) => verdict === wanted).length
  return {
    admitted: count('admitted'),
    duplicates: count('duplicate'),
    others: [...new Set(verdicts)].filter((verdict) => verdict !== 'admitted' && verdict !== 'duplicate'),
  }
}
