import { expire, overdue, settle, type Sale, type Stall } from './sale-model.ts'

/** An act that was answered: every state of the sale that it may have left, given one before it; none when the answer is wrong there. */
export type Answered = { readonly told: string; readonly after: (sale: Sale) => readonly Sale[] }
/** What the product did on its own beside the acts. */
export type Beside = { readonly sweeps: boolean; readonly drains: boolean }
export type Seen = (sale: Sale) => string | undefined

/**
 * Looks for an order of what happened at once in which every answer is right and whose end is what the database shows. Undefined when there
 * is none: then no sequence of whole acts explains what was seen, and the product let two of them see halves of each other.
 */
export function explain(
  stall: Stall,
  before: Sale,
  acts: readonly Answered[],
  { beside, seen }: { readonly beside: Beside; readonly seen: Seen },
): Sale | undefined {
  const visited = new Set<string>()
  const search = (sale: Sale, open: readonly Answered[]): Sale | undefined => {
    const place = `${open.map((act) => acts.indexOf(act)).join()}|${JSON.stringify(sale)}`
    if (visited.has(place)) return undefined
    visited.add(place)
    const isAtEnd = open.length === 0 && (!beside.drains || sale.news.length === 0) && (!beside.sweeps || overdue(sale).length === 0)
    if (isAtEnd && seen(sale) === undefined) return sale
    for (const act of open)
      for (const after of act.after(sale)) {
        const found = search(
          after,
          open.filter((other) => other !== act),
        )
        if (found) return found
      }
    for (const after of ownSteps(stall, sale, beside)) {
      const found = search(after, open)
      if (found) return found
    }
    return undefined
  }
  return search(before, acts)
}

function* ownSteps(stall: Stall, sale: Sale, { sweeps, drains }: Beside): Iterable<Sale> {
  if (sweeps) for (const { id } of overdue(sale)) yield expire(sale, id)
  if (drains) for (const id of sale.news) yield settle(stall, sale, id)
}
