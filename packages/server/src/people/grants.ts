import type { Permission } from '@fashionistas/contract'

/** What a person (by user id) or a key (by key id) may do. */
export type Granted = {
  readonly id: string
  readonly organizationId: string | null
  readonly permissions: ReadonlySet<Permission>
  readonly endsAt: Date | null
}

const keptMs = 5_000
const maxEntries = 20_000

/**
 * Grants, kept for five seconds in this process. After `forget` nothing about that person or key is kept for as long again: a request
 * that read just before the change committed may not put the old answer back. The database itself holds its ground at once, through
 * row-level security.
 */
export class Grants {
  readonly #now: () => Date
  readonly #kept = new Map<string, { readonly granted: Granted; readonly until: number }>()
  readonly #forgotten = new Map<string, number>()
  constructor(now: () => Date) {
    this.#now = now
  }

  /** Kept under what it was asked by: a user id, or the hash of a secret. Nothing is kept of what does not exist. */
  async of(asked: string, read: () => Promise<Granted | undefined>): Promise<Granted | undefined> {
    const now = this.#now().getTime()
    const kept = this.#kept.get(asked)
    if (kept && kept.until > now) return kept.granted
    const granted = await read()
    if (granted && (this.#forgotten.get(granted.id) ?? 0) <= now) this.#keep(asked, granted, now + keptMs)
    return granted
  }

  /** Of a person or a key, by its id. */
  forget(id: string): void {
    for (const [asked, { granted }] of this.#kept) if (granted.id === id) this.#kept.delete(asked)
    const now = this.#now().getTime()
    for (const [old, until] of this.#forgotten) if (until <= now) this.#forgotten.delete(old)
    this.#forgotten.set(id, now + keptMs)
  }

  #keep(asked: string, granted: Granted, until: number): void {
    if (this.#kept.size >= maxEntries) this.#kept.clear()
    this.#kept.set(asked, { granted, until })
  }
}
