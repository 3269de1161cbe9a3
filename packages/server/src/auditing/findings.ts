import type { Invariant } from '#core/invariant.ts'

type Id = Invariant['id']
type Found = { readonly looked: Set<string>; readonly broken: Set<string>; tookMs: number; isUnfinished: boolean; isWhole: boolean }
export type Finding = Readonly<Omit<Found, 'looked' | 'broken'>> & {
  readonly looked: ReadonlySet<string>
  readonly broken: ReadonlySet<string>
  /** Whether a row that was broken before is so no longer. */
  isMended(id: string): boolean
}

/** What one round saw, invariant by invariant. */
export class Findings {
  readonly #all = new Map<Id, Found>()

  #of({ id }: Invariant): Found {
    const known = this.#all.get(id)
    if (known) return known
    const found: Found = { looked: new Set(), broken: new Set(), tookMs: 0, isUnfinished: false, isWhole: false }
    this.#all.set(id, found)
    return found
  }

  saw(invariant: Invariant, look: { readonly ids: readonly string[]; readonly broken: readonly string[]; readonly tookMs: number }): void {
    const found = this.#of(invariant)
    for (const id of look.ids) {
      found.looked.add(id)
      found.broken.delete(id) // a row that changes is looked at twice: the later look counts
    }
    for (const id of look.broken) found.broken.add(id)
    found.tookMs += look.tookMs
  }

  couldNotSee(invariant: Invariant, tookMs: number): void {
    const found = this.#of(invariant)
    found.tookMs += tookMs
    found.isUnfinished = true
  }

  /** Every row there is has been looked at. */
  sawAll(invariant: Invariant): void {
    this.#of(invariant).isWhole = true
  }

  each(): readonly (Finding & { readonly id: Id })[] {
    return [...this.#all].map(([id, found]) => ({ id, ...found, isMended: (row) => found.looked.has(row) && !found.broken.has(row) }))
  }
}
