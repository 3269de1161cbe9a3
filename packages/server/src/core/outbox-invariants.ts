import { sql } from 'kysely'
import { before, type Invariant } from './invariant.ts'

const patienceMs = 60_000

export const outboxInvariants: readonly Invariant[] = [
  {
    id: 'outbox_handed_on',
    of: 'everything',
    broken: ({ now }) => sql`select id from outbox where position is null and occurred_at < ${before(now, patienceMs)} order by seq`,
  },
  { id: 'outbox_set_aside', of: 'everything', broken: () => sql`select id from outbox where data ? 'failed' order by seq` },
]
