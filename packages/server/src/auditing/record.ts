import type { InvariantId } from '@fashionistas/contract'
import { sql } from 'kysely'
import type { Tx } from '#core/database.ts'
import { emitTo } from '#core/outbox.ts'
import { mostBroken } from './find-broken.ts'
import type { Finding, Findings } from './findings.ts'
import type { AuditingParts } from './round.ts'
import { keepWalk, type Walk } from './walks.ts'

export const healthTopic = 'platform:health'
const shownExamples = 5

type Seen = { readonly findings: Findings; readonly walks: readonly Walk[]; readonly now: Date }

/** Rows that broke an invariant when they were last looked at. */
export async function knownBroken(tx: Tx): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const rows = await tx.selectFrom('invariant_breaks').select(['invariant', 'row_id']).orderBy('invariant').orderBy('row_id').execute()
  const ids = Map.groupBy(rows, ({ invariant }) => invariant)
  return new Map([...ids].map(([invariant, broken]) => [invariant, new Set(broken.map(({ row_id }) => row_id))]))
}

/** Keeps what a round saw, and tells of every invariant that broke or holds again. */
export async function record(parts: AuditingParts, { findings, walks, now }: Seen): Promise<void> {
  const { database, invariants } = parts
  await database.system(async (tx) => {
    for (const walk of walks) await keepWalk(tx, walk)
    const known = await knownBroken(tx)
    for (const finding of findings.each()) {
      const isOfEverything = invariants.some(({ id, of }) => id === finding.id && of === 'everything')
      const was = known.get(finding.id) ?? new Set()
      const isStill = (id: string) => (isOfEverything ? finding.isUnfinished : !finding.isMended(id))
      const broken = [...new Set([...[...was].filter(isStill), ...finding.broken])].slice(0, mostBroken)
      await keepCheck(tx, finding, now)
      await keepBreaks(tx, finding.id, { was, broken, now })
      await tell(tx, parts, finding.id, { was: was.size, broken })
    }
  })
}

async function keepCheck(tx: Tx, finding: Finding & { readonly id: InvariantId }, now: Date): Promise<void> {
  const row = {
    checked_at: now,
    took_ms: finding.tookMs,
    is_unfinished: finding.isUnfinished,
    ...(finding.isWhole && !finding.isUnfinished ? { whole_at: now } : {}),
  }
  await tx
    .insertInto('invariant_checks')
    .values({ invariant: finding.id, ...row })
    .onConflict((conflict) => conflict.column('invariant').doUpdateSet(row))
    .execute()
}

type Change = { readonly was: ReadonlySet<string>; readonly broken: readonly string[]; readonly now: Date }

async function keepBreaks(tx: Tx, id: InvariantId, { was, broken, now }: Change): Promise<void> {
  if (was.size === 0 && broken.length === 0) return
  await sql`delete from invariant_breaks where invariant = ${id} and row_id <> all(${[...broken]}::text[])`.execute(tx)
  await sql`insert into invariant_breaks (invariant, row_id, found_at) select ${id}, row_id, ${now} from unnest(${[...broken]}::text[]) row_id on conflict do nothing`.execute(
    tx,
  )
}

async function tell(
  tx: Tx,
  { world, log }: AuditingParts,
  invariant: InvariantId,
  { was, broken }: { readonly was: number; readonly broken: readonly string[] },
): Promise<void> {
  const isBroken = broken.length > 0
  if (isBroken === was > 0) return
  const examples = broken.slice(0, shownExamples)
  if (isBroken) log.error({ invariant, count: broken.length, examples }, 'an invariant is broken')
  else log.info({ invariant }, 'an invariant holds again')
  await emitTo(tx, {
    id: world.newId(),
    type: isBroken ? 'platform.invariant_broken' : 'platform.invariant_restored',
    occurredAt: world.now(),
    organizationId: null,
    topics: [healthTopic],
    data: { invariant, count: broken.length, examples },
  })
}
