'use client'
import { useEffect, useEffectEvent } from 'react'

export type Hint = { readonly topic: string; readonly type: string }

/** Follows topics of the live stream (`order:{id}`, `event:{id}:sales` ...). A hint says what changed; ask the api for the rest. The token of a signed link lets a guest hear of that order. */
export function useLive(topics: readonly string[], onHint: (hint: Hint) => void, token = ''): void {
  const wanted = topics.toSorted().join(',') // a string: an array would open a new stream at every render
  const told = useEffectEvent(onHint)
  useEffect(() => {
    if (wanted === '') return
    const stream = new EventSource(`/api/v1/live?topics=${encodeURIComponent(wanted)}${token === '' ? '' : `&token=${encodeURIComponent(token)}`}`)
    const listen = ({ data }: MessageEvent<string>) => {
      const hint = hintOf(data)
      if (hint) told(hint)
    }
    stream.addEventListener('message', listen)
    stream.addEventListener('hint', listen)
    return () => stream.close()
  }, [wanted, token])
}

function hintOf(text: string): Hint | undefined {
  try {
    const hint: unknown = JSON.parse(text)
    if (typeof hint !== 'object' || hint === null || !('topic' in hint) || !('type' in hint)) return undefined
    return { topic: String(hint.topic), type: String(hint.type) }
  } catch {
    return undefined // a line that is not ours (a proxy's comment) is no hint
  }
}
