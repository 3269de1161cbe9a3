import type { Handler, InvariantView, PlatformHealth, health } from '@fashionistas/contract'
import { sql } from 'kysely'
import type { Context } from '#core/context.ts'
import type { Tx } from '#core/database.ts'
import type { Invariant } from '#core/invariant.ts'
import { factsOf } from './facts.ts'

const shownExamples = 10
/** Eight turns: after that nobody looks. */
const staleMs = 120_000

export const getPlatformHealth =
  (invariants: readonly Invariant[]): Handler<typeof health.getPlatformHealth, Context> =>
  async (_, context) =>
    // The kernel let only an admin of the platform come here; what all organizations have together belongs to none of them.
    await context.elevated(async () => {
      const { tx } = context
      const checks = await checksOf(tx)
      const views = invariants.map(({ id }) => viewOf(id, checks.get(id)))
      const last = Math.max(...[...checks.values()].map(({ checked_at }) => checked_at.getTime()))
      return {
        state: stateOf(views),
        checkedAt: Number.isFinite(last) ? new Date(last).toISOString() : null,
        isStale: !Number.isFinite(last) || context.now().getTime() - last > staleMs,
        invariants: views,
        ...(await factsOf(tx, context.now())),
      }
    })

type Check = {
  readonly invariant: string
  readonly checked_at: Date
  readonly whole_at: Date | null
  readonly took_ms: number
  readonly is_unfinished: boolean
  readonly count: number
  readonly since: Date | null
  readonly examples: readonly string[] | null
}

async function checksOf(tx: Tx): Promise<ReadonlyMap<string, Check>> {
  const { rows } = await sql<Check>`
    select c.invariant, c.checked_at, c.whole_at, c.took_ms, c.is_unfinished, coalesce(b.count, 0) as count, b.since, b.examples
      from invariant_checks c left join (
        select invariant, count(*)::int as count, min(found_at) as since, (array_agg(row_id order by found_at, row_id))[1:${shownExamples}::int] as examples
          from invariant_breaks group by invariant) b on b.invariant = c.invariant`.execute(tx)
  return new Map(rows.map((row) => [row.invariant, row]))
}

function viewOf(id: Invariant['id'], check: Check | undefined): InvariantView {
  return {
    id,
    state: !check ? 'never' : check.count > 0 ? 'broken' : 'holds',
    checkedAt: check?.checked_at.toISOString() ?? null,
    wholeAt: check?.whole_at?.toISOString() ?? null,
    tookMs: check ? Math.round(check.took_ms) : null,
    isUnfinished: check?.is_unfinished ?? false,
    brokenSince: check?.since?.toISOString() ?? null,
    count: check?.count ?? 0,
    examples: [...(check?.examples ?? [])],
  }
}

function stateOf(views: readonly InvariantView[]): PlatformHealth['state'] {
  if (views.some(({ state }) => state === 'broken')) return 'broken'
  return views.some(({ state }) => state === 'never') ? 'never' : 'holds'
}
