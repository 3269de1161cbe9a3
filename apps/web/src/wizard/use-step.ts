'use client'
import type { EventDraft, StepName } from '@fashionistas/contract'
import { useDebouncedCallback } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { queryKeys } from '../backstage/query-keys.ts'
import { api } from '../shell/api.ts'
import { refusalCode } from '../shell/problem.ts'
import { dropText, keepText, keptText } from './kept-text.ts'
import { compact, mergeStep, sameValue } from './merge-step.ts'
import type { Fields } from './merge-step.ts'
import { useSecondsSpent } from './use-seconds-spent.ts'

export type SaveState =
  | { readonly kind: 'untouched' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved'; readonly at: number }
  | { readonly kind: 'kept' }
  | { readonly kind: 'refused'; readonly error: unknown }

const pauseMs = 700
const retryMs = 5_000

/** One step of a draft on this device: what is typed shows at once, is kept at once, and is saved after a short pause. */
export function useStep(draft: EventDraft, step: StepName) {
  const queries = useQueryClient()
  const saved = draft.steps[step].saved ?? {}
  const [base, setBase] = useState<Fields>(() => keptText(draft.id, step)?.base ?? saved)
  const [mine, setMine] = useState<Fields>(() => keptText(draft.id, step)?.mine ?? saved)
  const [state, setState] = useState<SaveState>({ kind: 'untouched' })
  const busy = useRef(false)
  /** What is typed now, also for a save that ends after the person has gone to another step. */
  const newest = useRef(mine)
  const seconds = useSecondsSpent()
  const fields = mergeStep(base, mine, saved)
  const isDirty = !sameValue(mine, base)

  const save = async (): Promise<void> => {
    if (busy.current || sameValue(compact(fields), compact(saved))) return
    busy.current = true
    setState({ kind: 'saving' })
    const secondsSpent = seconds.take()
    try {
      const answer = await api.saveStep({ eventId: draft.id, step, fields: compact(fields), secondsSpent })
      queries.setQueryData(queryKeys.draft(draft.id), answer)
      accept(answer.steps[step].saved ?? {}, fields)
      setState({ kind: 'saved', at: Date.parse(answer.updatedAt) })
    } catch (error) {
      seconds.giveBack(secondsSpent)
      const code = refusalCode(error)
      // No answer, or a tired server: the text is kept on this device and sent again. A refusal is an answer that a person must read.
      setState(
        code === undefined || code === 'unavailable' || code === 'internal' || code === 'rate_limited'
          ? { kind: 'kept' }
          : { kind: 'refused', error },
      )
    } finally {
      busy.current = false
    }
  }

  /** What was sent becomes the new base; what was typed meanwhile stays ours. */
  const accept = (answer: Fields, sent: Fields): void => {
    setBase(answer)
    const next = mergeStep(sent, newest.current, answer)
    newest.current = next
    setMine(next)
    if (sameValue(next, answer)) dropText(draft.id, step)
    else keepText(draft.id, step, { base: answer, mine: next })
  }

  const latest = useEffectEvent(() => void save())
  const soon = useDebouncedCallback(() => latest(), { delay: pauseMs, flushOnUnmount: true })
  const isKept = state.kind === 'kept'
  useEffect(() => {
    if (!isKept) return
    const again = () => latest()
    const timer = setInterval(again, retryMs)
    window.addEventListener('online', again)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', again)
    }
  }, [isKept])
  useEffect(() => {
    // Typed while a save was on its way, or found on this device from before: it still has to go.
    if (isDirty && state.kind !== 'saving' && state.kind !== 'kept' && state.kind !== 'refused') soon()
  }, [isDirty, state, soon])

  const change = (changes: Fields): void => {
    const next = { ...fields, ...changes }
    newest.current = next
    setMine(next)
    setBase(saved)
    keepText(draft.id, step, { base: saved, mine: next })
    soon()
  }
  return { fields, change, state, flush: save }
}
