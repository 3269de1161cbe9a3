import { sql } from 'kysely'
import type { Database, Tx } from '#core/database.ts'
import type { Log } from '#core/log.ts'
import type { World } from '#core/world.ts'
import { refreshPrices } from '#events/index.ts'
import { chooseEditions, chooseHouses, createEditionNames, type Size } from './editions/choose-editions.ts'
import { copiedTables } from './editions/copied-tables.ts'
import { copyBuyers, copyHouses } from './editions/copy-houses.ts'
import { copyRows } from './editions/copy-rows.ts'
import { makeFreshCodes } from './editions/fresh-codes.ts'
import { tellSales } from './editions/tell-sales.ts'

type Parts = { readonly database: Database; readonly world: World; readonly log: Log }
export type { Size }

/**
 * Grows a database that holds the demo season to a size, by repeating the season with other people, other organizers and other dates: the same
 * words, prices, habits and stock rules, set by set. What it cannot reach exactly it stays below. Can be called again with a larger size.
 * Needs a superuser: triggers and foreign keys rest while rows that are right by how they are made go in, and are checked at the end.
 */
export async function seedAtScale({ database, world, log }: Parts, size: Size): Promise<Size> {
  const grown = await database.system(async (tx) => {
    await sql.raw(`set local role none; set local session_replication_role = replica; set local synchronous_commit = off`).execute(tx)
    await sql.raw(`set local work_mem = '256MB'; set local jit = off`).execute(tx)
    await growSeason(tx, size, { now: world.now(), log })
    return await sizeOf(tx)
  })
  await tidy(database)
  log.info(grown, 'season grown')
  return grown
}

async function growSeason(tx: Tx, size: Size, { now, log }: { readonly now: Date; readonly log: Log }): Promise<void> {
  await createEditionNames(tx)
  await chooseHouses(tx, size)
  const newest = await chooseEditions(tx, size, now)
  if (newest === 0) return
  await copyHouses(tx)
  await copyBuyers(tx)
  await makeFreshCodes(tx, newest)
  for (const copied of copiedTables) log.info({ table: copied.table, rows: await copyRows(tx, copied) }, 'copied')
  await tellSales(tx)
  await sql`
    update ledger_accounts a set balance_minor = sums.sum from (select account_id, sum(amount_minor) as sum from ledger_entries group by account_id) sums
     where sums.account_id = a.id and a.balance_minor <> sums.sum`.execute(tx)
  await priceEditions(tx, now)
}

const batch = 500

/** The read model of prices, as the product keeps it. */
async function priceEditions(tx: Tx, now: Date): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select pg_temp.edition_id(event_id, edition) as id from editions join events on events.id = pg_temp.edition_id(event_id, edition) where events.state <> 'draft'`.execute(
    tx,
  )
  for (let from = 0; from < rows.length; from += batch)
    await refreshPrices(
      tx,
      rows.slice(from, from + batch).map(({ id }) => id),
      now,
    )
}

async function sizeOf(tx: Tx): Promise<Size> {
  const { rows } = await sql<Size>`
    select (select count(*)::int from organizations) as organizations, (select count(*)::int from events) as events, (select count(*)::int from tickets) as tickets`.execute(
    tx,
  )
  const [size] = rows
  if (!size) throw new Error('a count has a row')
  return size
}

/** Statistics and the visibility map, which autovacuum would make in the minutes that follow. */
async function tidy(database: Database): Promise<void> {
  const client = await database.pool.connect()
  try {
    await client.query('set role none')
    await client.query('vacuum (analyze)')
  } finally {
    client.release(true)
  }
}
