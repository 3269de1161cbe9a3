import { sql } from 'kysely'
import type { Tx } from '#core/database.ts'
import { chanceFrom } from '../chance.ts'
import { makeCodes } from '../sales/codes.ts'

type Things = { readonly table: 'orders' | 'tickets'; readonly codes: 'order_codes' | 'ticket_codes'; readonly make: () => string }

const batch = 20_000
/** Some codes may be taken already. */
const spare = 1_000

/** A code that nobody has for each order and ticket of the editions: temporary tables `order_codes` and `ticket_codes` of (id, code). */
export async function makeFreshCodes(tx: Tx, seed: number): Promise<void> {
  const codes = makeCodes(chanceFrom(seed))
  await giveCodes(tx, { table: 'orders', codes: 'order_codes', make: codes.order })
  await giveCodes(tx, { table: 'tickets', codes: 'ticket_codes', make: codes.ticket })
}

async function giveCodes(tx: Tx, { table, codes, make }: Things): Promise<void> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from ${sql.table(table)} t join editions e on e.event_id = t.event_id and e.sells`.execute(tx)
  const wanted = (rows[0]?.count ?? 0) + spare
  await sql`create temp table fresh (code text) on commit drop`.execute(tx)
  for (let made = 0; made < wanted; made += batch) {
    const some = Array.from({ length: Math.min(batch, wanted - made) }, make)
    await sql`insert into fresh select unnest(${some}::text[])`.execute(tx)
  }
  await sql`
    create temp table ${sql.table(codes)} on commit drop as
    select id, code from (select pg_temp.edition_id(t.id, e.edition) as id, row_number() over () as n from ${sql.table(table)} t join editions e on e.event_id = t.event_id and e.sells) thing
      join (select code, row_number() over () as n from fresh where not exists (select from ${sql.table(table)} known where known.code = fresh.code)) free using (n)`.execute(
    tx,
  )
  await sql`drop table fresh`.execute(tx)
  await sql`analyze ${sql.table(codes)}`.execute(tx)
}
