import type { Entry } from './decide.ts'
import type { KnownEntry } from './scan-facts.ts'

/** An entry that the batch ended carries the scan that did; one that it made, the scan that made it. */
export type LeftEntry = KnownEntry & { readonly exitScanId: string }
export type MadeEntry = KnownEntry & { readonly scanId: string; readonly exitScanId?: string }
type Kept = KnownEntry & { readonly scanId?: string; readonly exitScanId?: string }

/** Who is where: as the database says it, and then as each decision of the batch leaves it, so that the next one sees it. */
export class Whereabouts {
  readonly #entries = new Map<string, readonly Kept[]>()

  constructor(entries: readonly KnownEntry[]) {
    for (const [ticketId, own] of Map.groupBy(entries, (entry) => entry.ticketId)) this.#entries.set(ticketId, own)
  }

  /** The entries with this ticket through this list, in their order. */
  through(listId: string, ticketId: string): readonly Entry[] {
    return this.#of(ticketId).filter((entry) => entry.listId === listId)
  }

  admit(entry: Omit<MadeEntry, 'exitedAt'>): void {
    this.#entries.set(entry.ticketId, [...this.#of(entry.ticketId), { ...entry, exitedAt: null }])
  }

  leave(entry: Pick<KnownEntry, 'listId' | 'ticketId' | 'entry'>, exitScanId: string, exitedAt: Date): void {
    const moved = this.#of(entry.ticketId).map((kept) =>
      kept.listId === entry.listId && kept.entry === entry.entry ? { ...kept, exitedAt, exitScanId } : kept,
    )
    this.#entries.set(entry.ticketId, moved)
  }

  /** Whether the holder has come at all, and is in some room now: what the counters count. */
  presence(ticketId: string): { readonly admitted: number; readonly inside: number } {
    const entries = this.#of(ticketId)
    return { admitted: entries.length > 0 ? 1 : 0, inside: entries.some(({ exitedAt }) => exitedAt === null) ? 1 : 0 }
  }

  /** What the batch changed: new entries as they are now, and older ones that were left. */
  changes(): { readonly made: readonly MadeEntry[]; readonly left: readonly LeftEntry[] } {
    const all = [...this.#entries.values()].flat()
    return {
      made: all.flatMap((kept) => (kept.scanId ? [{ ...kept, scanId: kept.scanId }] : [])),
      left: all.flatMap((kept) => (kept.exitScanId && !kept.scanId ? [{ ...kept, exitScanId: kept.exitScanId }] : [])),
    }
  }

  #of(ticketId: string): readonly Kept[] {
    return this.#entries.get(ticketId) ?? []
  }
}
