'use client'
import { useCallback, useSyncExternalStore } from 'react'

export type Form = Readonly<Record<string, string>>
const none: Form = {}
const memory = new Map<string, { readonly text: string; readonly form: Form }>()
const changed = 'fashionistas:form'

/** A form that outlives a reload or a lost connection: its values stay in this tab (sessionStorage), and nowhere else. */
export function useKeptForm(key: string): readonly [Form, (changes: Form) => void] {
  const form = useSyncExternalStore(
    follow,
    () => read(key),
    () => none,
  )
  const change = useCallback(
    (changes: Form) => {
      const next = Object.fromEntries(Object.entries({ ...read(key), ...changes }).filter(([, value]) => value !== ''))
      sessionStorage.setItem(key, JSON.stringify(next))
      window.dispatchEvent(new Event(changed))
    },
    [key],
  )
  return [form, change]
}

function read(key: string): Form {
  const text = sessionStorage.getItem(key) ?? '{}'
  const known = memory.get(key)
  if (known?.text === text) return known.form // the same object for the same text, as React asks of a store
  const form = parse(text)
  memory.set(key, { text, form })
  return form
}

function parse(text: string): Form {
  try {
    const found: unknown = JSON.parse(text)
    if (typeof found !== 'object' || found === null) return none
    return Object.fromEntries(Object.entries(found).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
  } catch {
    return none // somebody else's text under our name: begin anew
  }
}

function follow(onChange: () => void): () => void {
  window.addEventListener(changed, onChange)
  return () => window.removeEventListener(changed, onChange)
}
