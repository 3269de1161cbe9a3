import { randomUUID } from 'node:crypto'
import { socketLine } from './socket-line.ts'

/** What the bench asks of this process, and what it answers. */
export type Task = {
  readonly urls: readonly string[]
  readonly eventId: string
  readonly path: string
  /** In the order in which they are shown. */
  readonly codes: readonly string[]
  /** Each scanner has one of these doors' keys. */
  readonly keys: readonly string[]
  readonly scanners: number
}
export type Scanned = { readonly seconds: number; readonly tookMs: readonly number[]; readonly verdicts: Readonly<Record<string, number>> }

/** Scanners at the doors, in a process of their own: each shows the next code as soon as its last one was answered. */
process.once('message', (task: Task) => void scanAll(task).then((scanned) => process.send?.(scanned, () => process.disconnect?.())))

async function scanAll({ urls, eventId, path, codes, keys, scanners }: Task): Promise<Scanned> {
  const lines = await Promise.all(Array.from({ length: scanners }, (_, at) => socketLine(urls[at % urls.length] ?? '')))
  const verdicts: Record<string, number> = {}
  const tookMs: number[] = []
  let next = 0
  const startedAt = performance.now()
  await Promise.all(
    lines.map(async (line, at) => {
      const door = at % keys.length
      const headers = `authorization: Bearer ${keys[door]}\r\n`
      for (let code = codes[next++]; code !== undefined; code = codes[next++]) {
        const sentAt = performance.now()
        const body = JSON.stringify({ scanId: randomUUID(), eventId, code, gate: `Puerta ${door}` })
        const { status, text } = await line.post(path, headers, body)
        tookMs.push(performance.now() - sentAt)
        const verdict = status === 200 ? (/"verdict":"(\w+)"/.exec(text)?.[1] ?? 'no verdict') : `answer ${status}`
        verdicts[verdict] = (verdicts[verdict] ?? 0) + 1
      }
    }),
  )
  const seconds = (performance.now() - startedAt) / 1000
  for (const line of lines) line.close()
  return { seconds, tookMs, verdicts }
}
