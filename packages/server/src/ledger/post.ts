import { sql } from 'kysely'
import type { Tx } from '#core/database.ts'

export type Account = { readonly code: string; readonly kind: 'asset' | 'liability' | 'income' | 'expense'; readonly organizationId?: string }
/** A debit is positive, a credit negative. */
export type Leg = { readonly account: Account; readonly amountMinor: number }
export type Posting = {
  readonly id: string
  readonly kind: string
  /** What caused it: the same cause posts once. */
  readonly externalId: string
  readonly orderId: string | null
  readonly organizationId: string | null
  readonly currency: string
  readonly occurredAt: Date
  readonly legs: readonly Leg[]
  readonly newId: () => string
}

/**
 * Writes a balanced transaction and moves the balances, in the caller's transaction. Returns false when its cause was posted before.
 * Balances are locked in the order of their accounts' ids. An unbalanced posting is refused here and by a trigger of the database.
 */
export async function post(tx: Tx, posting: Posting): Promise<boolean> {
  const legs = posting.legs.filter((leg) => leg.amountMinor !== 0)
  const sum = legs.reduce((total, leg) => total + leg.amountMinor, 0)
  if (sum !== 0) throw new Error(`posting ${posting.kind} is off by ${sum}`)
  const begun = await tx
    .insertInto('ledger_transactions')
    .values({
      id: posting.id,
      kind: posting.kind,
      external_id: posting.externalId,
      order_id: posting.orderId,
      organization_id: posting.organizationId,
      occurred_at: posting.occurredAt,
    })
    .onConflict((conflict) => conflict.column('external_id').doNothing())
    .executeTakeFirst()
  if (begun.numInsertedOrUpdatedRows === 0n) return false
  const ids = await accountIds(tx, posting, legs)
  const rows = legs.map((leg, seq) => ({
    seq,
    account: ids.get(leg.account.code) ?? '',
    organization: leg.account.organizationId ?? null,
    amount: leg.amountMinor,
  }))
  await sql`insert into ledger_entries (transaction_id, seq, account_id, organization_id, amount_minor, currency)
    select ${posting.id}, seq, account, organization, amount, ${posting.currency} from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t(seq int, account uuid, organization uuid, amount bigint)`.execute(
    tx,
  )
  await sql`with moved as (select account, sum(amount) as amount from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t(account uuid, amount bigint) group by account),
      locked as (select id from ledger_accounts where id in (select account from moved) order by id for update)
    update ledger_accounts set balance_minor = balance_minor + moved.amount from moved, locked where ledger_accounts.id = moved.account and locked.id = moved.account`.execute(
    tx,
  )
  return true
}

async function accountIds(tx: Tx, posting: Posting, legs: readonly Leg[]): Promise<ReadonlyMap<string, string>> {
  const wanted = new Map(legs.map((leg) => [leg.account.code, leg.account]))
  const rows = [...wanted.values()].map((account) => ({
    id: posting.newId(),
    code: account.code,
    kind: account.kind,
    organization_id: account.organizationId ?? null,
    currency: posting.currency,
  }))
  await tx
    .insertInto('ledger_accounts')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['code', 'currency']).doNothing())
    .execute()
  const found = await tx
    .selectFrom('ledger_accounts')
    .select(['id', 'code'])
    .where('code', 'in', [...wanted.keys()])
    .where('currency', '=', posting.currency)
    .execute()
  return new Map(found.map((account) => [account.code, account.id]))
}
