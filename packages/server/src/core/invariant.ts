import type { InvariantId } from '@fashionistas/contract'
import { sql, type RawBuilder } from 'kysely'

export type Ids = RawBuilder<{ readonly id: string }>
/** Happenings that were handed on after one position and up to another. */
export type Stretch = { readonly after: number; readonly upTo: number }

/** Rows that are looked at one after the other: those that happenings name at once, all of them in time. */
export type Subject = {
  readonly name: string
  /** Its rows, and the UUID by which they are walked; indexed. */
  readonly table: string
  readonly key: string
  /** The rows that a stretch of happenings names. */
  readonly changed: (stretch: Stretch) => Ids
  /** How long after a happening its rows must be right: what listeners and workers do takes a moment. */
  readonly settlesAfterMs: number
  /** How many rows one statement looks at. */
  readonly slice: number
}

/** What must always be true. `broken` gives the ids of the rows that break it, in one statement, so that it sees one instant. */
export type Invariant =
  | { readonly id: InvariantId; readonly of: 'everything'; readonly broken: (at: { readonly now: Date }) => Ids }
  | {
      readonly id: InvariantId
      readonly of: Subject
      readonly broken: (at: { readonly ids: readonly string[]; readonly now: Date }) => Ids
    }

/** The UUIDs that happenings of a stretch carry under a name. */
export const namedBy = (field: string, { after, upTo }: Stretch): Ids => sql`
  select distinct (data ->> ${field}::text)::uuid as id from outbox
   where position > ${after} and position <= ${upTo} and data ->> ${field}::text ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'`

export const uuids = (ids: readonly string[]) => sql`${[...ids]}::uuid[]`
/** An instant before now. */
export const before = (now: Date, milliseconds: number) => sql`${new Date(now.getTime() - milliseconds)}::timestamptz`
