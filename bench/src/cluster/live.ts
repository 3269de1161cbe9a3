import type { OwnProduct } from './own-product.ts'
import { until } from './patience.ts'

type Heard = { readonly url: string; readonly newest: Map<string, number>; lastId: number | undefined; isOpen: boolean }
export type Ears = {
  /** Waits until both heard the newest of every kind of happening; says who did not. */
  missed(): Promise<readonly string[]>
  stop(): void
}
const reconnectMs = 300
const patienceMs = 30_000

/** One listener at each api process, as a browser is: it comes back when it was cut, with the number of what it heard last. */
export async function listenEverywhere(product: OwnProduct, topics: readonly string[], key: string): Promise<Ears> {
  const leaving = new AbortController()
  const all = product.urls.map((url): Heard => ({ url, newest: new Map(), lastId: undefined, isOpen: false }))
  for (const heard of all) void keepListening(heard, topics, key, leaving.signal)
  await until(patienceMs, async () => (all.every(({ isOpen }) => isOpen) ? undefined : 'a live stream does not open'))
  const { rows } = await product.database.query<{ position: number }>('select coalesce(max(position), 0)::int as position from outbox')
  const since = rows[0]?.position ?? 0
  return {
    missed: async () => (await Promise.all(all.map((heard) => missedBy(product, heard, topics, since)))).flat(),
    stop: () => leaving.abort(),
  }
}

async function keepListening(heard: Heard, topics: readonly string[], key: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await listenOnce(heard, topics, key, signal).catch(() => undefined) // cut: it comes back
    await new Promise((resolve) => setTimeout(resolve, reconnectMs))
  }
}

async function listenOnce(heard: Heard, topics: readonly string[], key: string, signal: AbortSignal): Promise<void> {
  const answer = await fetch(`${heard.url}/api/v1/live?topics=${topics.join(',')}`, {
    headers: { authorization: `Bearer ${key}`, ...(heard.lastId === undefined ? {} : { 'last-event-id': String(heard.lastId) }) },
    signal,
  })
  if (!answer.ok || !answer.body) throw new Error(`the stream answered ${answer.status}`)
  heard.isOpen = true
  let rest = ''
  for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
    const messages = `${rest}${chunk}`.split('\n\n')
    rest = messages.pop() ?? ''
    for (const message of messages) note(heard, message)
  }
}

function note(heard: Heard, message: string): void {
  const position = Number(/^id: (\d+)$/m.exec(message)?.[1])
  const hint = /^data: \{"topic":"(.+)","type":"(.+)","position":(\d+)\}$/m.exec(message)
  if (!hint || !Number.isSafeInteger(position)) return
  heard.lastId = Math.max(heard.lastId ?? 0, position)
  const name = `${hint[1]} ${hint[2]}`
  heard.newest.set(name, Math.max(heard.newest.get(name) ?? 0, Number(hint[3])))
}

async function missedBy({ database }: OwnProduct, heard: Heard, topics: readonly string[], since: number): Promise<readonly string[]> {
  let missing: readonly string[] = []
  await until(patienceMs, async () => {
    const { rows } = await database.query<{ name: string; position: number }>(
      `select topic || ' ' || type as name, max(position)::int as position from outbox, unnest(topics) topic where topic = any($1) and position > $2 group by 1`,
      [topics, since],
    )
    if (rows.length === 0) return 'nothing happened yet'
    missing = rows.flatMap(({ name, position }) => {
      const newest = heard.newest.get(name) ?? 0
      return newest >= position ? [] : [`the listener at ${heard.url} heard ${name} up to ${newest} of ${position}`]
    })
    return missing[0]
  }).catch(() => undefined) // told as what is missing
  return missing
}
