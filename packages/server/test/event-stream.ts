export type Hint = { readonly id: number; readonly topic: string; readonly type: string; readonly position: number }
export type EventStream = {
  readonly status: number
  readonly headers: Headers
  /** All that came until one fits, in their order; fails when the stream ends before. */ until(
    fits: (hint: Hint) => boolean,
  ): Promise<readonly Hint[]>
  close(): Promise<void>
}

/** Reads a live stream as a browser's EventSource does. */
export async function openStream(url: string, headers: Readonly<Record<string, string>> = {}): Promise<EventStream> {
  const stopping = new AbortController()
  const response = await fetch(url, { headers: { accept: 'text/event-stream', ...headers }, signal: stopping.signal })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  return {
    status: response.status,
    headers: response.headers,
    async until(fits) {
      const seen: Hint[] = []
      while (!seen.some(fits)) {
        const next = await reader?.read()
        if (!next || next.done) throw new Error(`the stream ended after ${JSON.stringify(seen)}`)
        const blocks = (rest + next.value).split('\n\n')
        rest = blocks.pop() ?? ''
        seen.push(...blocks.flatMap(hintIn))
      }
      return seen
    },
    async close() {
      await reader?.cancel().catch(() => {}) // it may have ended by itself
      stopping.abort()
    },
  }
}

function hintIn(block: string): readonly Hint[] {
  const [, id, data] = /^id: (\d+)\ndata: (\{.*\})$/.exec(block) ?? []
  if (!id || !data) return []
  const hint: { topic: string; type: string; position: number } = JSON.parse(data)
  return [{ id: Number(id), ...hint }]
}
