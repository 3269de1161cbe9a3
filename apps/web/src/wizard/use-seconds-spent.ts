'use client'
import { useEffect, useRef } from 'react'

/** Seconds that a person had a step before the eyes, since they were last taken; a page in the background does not count. */
export function useSecondsSpent() {
  const clock = useRef({ sumMs: 0, since: 0 })
  useEffect(() => {
    const pause = () => {
      if (clock.current.since > 0) clock.current.sumMs += performance.now() - clock.current.since
      clock.current.since = 0
    }
    const turn = () => {
      if (document.hidden) pause()
      else if (clock.current.since === 0) clock.current.since = performance.now()
    }
    turn()
    document.addEventListener('visibilitychange', turn)
    return () => {
      pause()
      document.removeEventListener('visibilitychange', turn)
    }
  }, [])
  return {
    take: (): number => {
      const { sumMs, since } = clock.current
      const seconds = Math.min(86_400, Math.floor((sumMs + (since > 0 ? performance.now() - since : 0)) / 1_000))
      clock.current = { sumMs: 0, since: since > 0 ? performance.now() : 0 }
      return seconds
    },
    giveBack: (seconds: number): void => {
      clock.current.sumMs += seconds * 1_000
    },
  }
}
