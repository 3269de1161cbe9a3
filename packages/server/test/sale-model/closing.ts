import { sql, type RawBuilder } from 'kysely'
import { ledgerInvariants } from '#ledger/index.ts'
import { paymentsInvariants } from '#payments/index.ts'
import { ticketingInvariants } from '#ticketing/index.ts'
import type { Ground } from './ground.ts'
import { countersOf, leftOf, usesBy, type Sale, type Stall } from './sale-model.ts'

/** What must hold when a sale is over, whatever happened in it. */
export function restsOf({ capacities, codes }: Stall, sale: Sale): readonly string[] {
  const buyers = new Set(sale.orders.map(({ buyer }) => buyer))
  return [
    ...Object.keys(capacities).flatMap((pool) => (countersOf(sale, pool).held === 0 ? [] : [`${pool} has something left held`])),
    ...Object.entries(capacities).flatMap(([pool, capacity]) => (countersOf(sale, pool).sold <= capacity ? [] : [`${pool} is oversold`])),
    ...Object.entries(codes).flatMap(([code, { maxPerBuyer }]) =>
      [...buyers].flatMap((buyer) => (usesBy(sale, code, buyer) <= maxPerBuyer ? [] : [`buyer ${buyer} used ${code} too often`])),
    ),
    ...sale.news.map((id) => `nobody heard of payment ${id}`),
  ]
}

/** What a later buyer may still have of each type. */
export const leftovers = (stall: Stall, sale: Sale): readonly string[] => Object.keys(stall.types).filter((type) => leftOf(stall, sale, type) > 0)

/** The rules of the auditor over every row that all sales left, the books, and the deadlocks that the database counted. */
export async function checkBooks(ground: Ground): Promise<void> {
  const { harness } = ground.shop
  const problems: string[] = []
  for (const invariant of [...ticketingInvariants, ...paymentsInvariants, ...ledgerInvariants]) {
    const now = harness.world.now()
    const broken = await rowsOf(
      ground,
      invariant.of === 'everything' ? invariant.broken({ now }) : invariant.broken({ now, ids: await idsOf(ground, invariant.of) }),
    )
    if (broken.length > 0) problems.push(`${invariant.id}: ${broken.slice(0, 3).join()}`)
  }
  const [books] = (await harness.database.system((tx) => inBooks.execute(tx))).rows
  const atCompany = ground.simulator.payments().filter(({ status }) => status === 'succeeded' || status === 'refunded')
  const there = atCompany.reduce((sum, { amount, refundedMinor }) => sum + amount.minor - refundedMinor, 0)
  if (books?.off !== 0) problems.push(`the ledger is off by ${books?.off}`)
  if (books?.owed !== 0) problems.push(`${books?.owed} is still owed to buyers`)
  if (books?.clearing !== there) problems.push(`the books have ${books?.clearing} at the company, which has ${there}`)
  if (books?.deadlocks !== 0) problems.push(`${books?.deadlocks} deadlocks`)
  if (books?.unsent !== 0) problems.push(`${books?.unsent} refunds were not sent`)
  if (books?.aside !== 0) problems.push(`${books?.aside} happenings were put aside`)
  if (problems.length > 0) throw new Error(problems.join('\n'))
}

const inBooks = sql<{ off: number; owed: number; clearing: number; deadlocks: number; unsent: number; aside: number }>`select
  (select coalesce(sum(amount_minor), 0)::float from ledger_entries) as off,
  (select coalesce(sum(balance_minor), 0)::float from ledger_accounts where code = 'refunds_payable') as owed,
  (select coalesce(sum(balance_minor), 0)::float from ledger_accounts where code = 'provider_clearing:sandbox') as clearing,
  (select deadlocks::float from pg_stat_database where datname = current_database()) as deadlocks,
  (select count(*)::float from refunds where state <> 'succeeded') as unsent,
  (select count(*)::float from outbox where data ? 'failed') as aside`

async function idsOf(ground: Ground, { table, key }: { readonly table: string; readonly key: string }): Promise<readonly string[]> {
  return await rowsOf(ground, sql<{ id: string }>`select ${sql.ref(key)} as id from ${sql.table(table)}`)
}

async function rowsOf({ shop }: Ground, question: RawBuilder<{ readonly id: string }>): Promise<readonly string[]> {
  return (await shop.harness.database.system((tx) => question.execute(tx))).rows.map(({ id }) => id)
}
