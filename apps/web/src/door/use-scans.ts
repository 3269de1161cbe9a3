'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { queryKeys } from '../backstage/query-keys.ts'
import { api } from '../shell/api.ts'
import { refusalCode, useProblem } from '../shell/problem.ts'
import { lightOf } from './scan.ts'
import type { Answer } from './scan.ts'
import { signal } from './signal.ts'
import { keep, readWaiting, settle } from './waiting-scans.ts'
import type { WaitingScan } from './waiting-scans.ts'

/** A network that takes longer is as good as none for the person who waits at the door. */
const patienceMs = 4_000
const retryMs = 3_000
export type Door = { readonly eventId: string; readonly listId: string | undefined; readonly direction: 'in' | 'out'; readonly gate: string }

/** Sends scans and keeps those that the network left undecided, under their own id, until they are. */
export function useScans({ eventId, listId, direction, gate }: Door) {
  const queries = useQueryClient()
  const problemOf = useProblem()
  const stored = `fashionistas:door:${eventId}`
  const [answer, setAnswer] = useState<Answer>()
  const [waiting, setWaiting] = useState<readonly WaitingScan[]>(() => readWaiting(localStorage.getItem(stored)))
  const current = useRef<string>('')
  const retrying = useRef(false)

  const write = (change: (before: readonly WaitingScan[]) => readonly WaitingScan[]): void => {
    const next = change(readWaiting(localStorage.getItem(stored))) // two tabs of one phone share what waits
    localStorage.setItem(stored, JSON.stringify(next))
    setWaiting(next)
  }
  const show = (next: Answer): void => {
    setAnswer(next)
    if (next.kind !== 'deciding') signal(lightOf(next))
  }

  /** True when there is an answer, also a refusal: then the scan no longer waits. */
  const decide = async (scan: WaitingScan): Promise<boolean> => {
    const isShown = () => current.current === scan.scanId
    try {
      const { listId: list, ...rest } = scan
      const result = await api.scanTicket(
        { ...rest, eventId, ...(list ? { listId: list } : {}), ...(gate ? { gate } : {}) },
        { signal: AbortSignal.timeout(patienceMs) },
      )
      if (isShown()) show({ kind: 'decided', result, code: scan.code })
    } catch (error) {
      const code = refusalCode(error)
      if (code === undefined || code === 'unavailable' || code === 'internal' || code === 'rate_limited') {
        write((before) => keep(before, scan))
        if (isShown())
          setAnswer((before) => {
            if (before?.kind !== 'waiting') signal('hold')
            return { kind: 'waiting', scanId: scan.scanId, code: scan.code }
          })
        return false
      }
      if (isShown()) show({ kind: 'refused', ...problemOf(error), code: scan.code })
    }
    write((before) => settle(before, scan.scanId))
    void queries.invalidateQueries({ queryKey: queryKeys.door(eventId) }, { cancelRefetch: false })
    return true
  }

  const submit = (code: string): void => {
    const text = code.trim()
    if (text.length < 4) return
    // Scanned again while it waits: the same scan, so that it can't become the duplicate of itself.
    const scan = waiting.find((kept) => kept.code === text && kept.direction === direction) ?? {
      scanId: crypto.randomUUID(),
      code: text,
      ...(listId ? { listId } : {}),
      direction,
      deviceTime: new Date().toISOString(),
    }
    current.current = scan.scanId
    setAnswer({ kind: 'deciding', code: text })
    void decide(scan)
  }

  const retryAll = useEffectEvent(async () => {
    if (retrying.current) return
    retrying.current = true
    for (const scan of readWaiting(localStorage.getItem(stored))) if (!(await decide(scan))) break
    retrying.current = false
  })
  const hasWaiting = waiting.length > 0
  useEffect(() => {
    if (!hasWaiting) return
    const again = () => void retryAll()
    const timer = setInterval(again, retryMs)
    window.addEventListener('online', again)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', again)
    }
  }, [hasWaiting])

  const forget = (scanId: string): void => {
    write((before) => settle(before, scanId))
    if (current.current === scanId) setAnswer(undefined)
  }
  return { answer, waiting, submit, forget, clear: () => setAnswer(undefined) }
}
