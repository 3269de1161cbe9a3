import type { Book } from './book.ts'
import { GraphError } from './graph-error.ts'

/** What a number's last four digits make happen, so that anybody can provoke it from the checkout. */
export const failing: Readonly<Record<string, number>> = { '0026': 131026, '0049': 131049, '0050': 131050 }

/** Refuses at once, where the number says so. */
export function refuseAtOnce(book: Book, person: string): void {
  switch (person.slice(-4)) {
    case '0047':
      throw new GraphError(131047, 'more than 24 hours have passed since the person last replied')
    case '0429':
      if (book.strike(person, 2)) throw new GraphError(130429, 'rate limit hit', { status: 429 })
      return
    case '0500':
      if (book.strike(person, 1)) throw new GraphError(131000, 'something went wrong', { status: 500 })
  }
}

export type Step = { readonly afterMs: number; readonly status: 'sent' | 'delivered' | 'read' | 'failed' }

/** What becomes of a message that was taken, and when. */
export function stepsFor(person: string, isOverLimit: boolean): readonly Step[] {
  const last = person.slice(-4)
  if (isOverLimit || failing[last]) return [{ afterMs: 200, status: 'failed' }]
  if (last === '0900') return []
  if (last === '0901')
    return [
      { afterMs: 200, status: 'read' },
      { afterMs: 400, status: 'delivered' },
      { afterMs: 600, status: 'delivered' },
      { afterMs: 800, status: 'sent' },
    ]
  return [
    { afterMs: 200, status: 'sent' },
    { afterMs: 1_000, status: 'delivered' },
    { afterMs: 30_000, status: 'read' },
  ]
}

/** A person who shows a username instead of the number: webhooks then carry only Meta's id. */
export const hidesPhone = (person: string): boolean => person.slice(-4) === '0902'
export const userIdOf = (person: string): string =>
  person.startsWith('CO.') ? person : `CO.${BigInt(person.replaceAll(/\D/g, '') || '0') * 7n + 1_000_000_000_000_000n}`
