import { sql } from 'kysely'
import type { Tx } from '#core/database.ts'
import type { Stretch, Subject } from '#core/invariant.ts'

/** How far the auditor has come with a subject. */
export type Walk = {
  readonly subject: Subject
  readonly position: number
  readonly cursor: string | null
  readonly passedAt: Date | null
  /** When the pass that is under way began. */
  readonly startedAt: Date | null
}
const happeningsAtOnce = 2_000

/** The walks of these subjects; a new one starts with the happenings from now on, since its pass sees the rest. */
export async function readWalks(tx: Tx, subjects: readonly Subject[]): Promise<readonly Walk[]> {
  await sql`insert into audit_walks (subject, position)
    select name, coalesce((select max(position) from outbox), 0) from unnest(${subjects.map(({ name }) => name)}::text[]) name on conflict do nothing`.execute(
    tx,
  )
  const rows = await tx.selectFrom('audit_walks').selectAll().execute()
  const known = new Map(rows.map((row) => [row.subject, row]))
  return subjects.map((subject) => {
    const row = known.get(subject.name)
    return {
      subject,
      position: row?.position ?? 0,
      cursor: row?.cursor ?? null,
      passedAt: row?.passed_at ?? null,
      startedAt: row?.pass_started_at ?? null,
    }
  })
}

export async function keepWalk(tx: Tx, { subject, position, cursor, passedAt, startedAt }: Walk): Promise<void> {
  await tx
    .updateTable('audit_walks')
    .set({ position, cursor, passed_at: passedAt, pass_started_at: startedAt })
    .where('subject', '=', subject.name)
    .execute()
}

/** The happenings to look at next: those whose consequences have had their time. Undefined when there are none. */
export async function nextStretch(tx: Tx, { subject, position }: Walk, now: Date): Promise<Stretch | undefined> {
  const settledBefore = new Date(now.getTime() - subject.settlesAfterMs)
  const { rows } = await sql<{ up_to: number | null }>`
    with next as (select position, occurred_at from outbox where position > ${position} order by position limit ${happeningsAtOnce})
    select max(position) as up_to from next
     where position < coalesce((select min(position) from next where occurred_at > ${settledBefore}), ${Number.MAX_SAFE_INTEGER}::bigint)`.execute(tx)
  const upTo = rows[0]?.up_to ?? null
  return upTo === null ? undefined : { after: position, upTo }
}

export async function rowsOf(tx: Tx, { changed }: Subject, stretch: Stretch): Promise<readonly string[]> {
  const { rows } = await changed(stretch).execute(tx)
  return rows.map(({ id }) => id)
}
