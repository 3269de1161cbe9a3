'use client'
import { useEffect } from 'react'
import type { RefObject } from 'react'

/** Brings the person to the first field that is wrong; of a group of choices, to its first one. */
export function focusProblem(form: HTMLFormElement | null): void {
  const wrong = form?.querySelector<HTMLElement>('[aria-invalid]')
  const target = wrong instanceof HTMLFieldSetElement ? wrong.querySelector('input') : wrong
  target?.focus()
}

/** The button is at the foot of the page: a "no" to a field far above is shown by going there. */
export function useFocusOnRefusal(form: RefObject<HTMLFormElement | null>, error: unknown): void {
  useEffect(() => {
    if (error) focusProblem(form.current)
  }, [form, error])
}
