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
  return (await postAll(tx, [posting])).has(posting.id)
}

/** Many at once, so that a balance that all of them move is locked once. Returns the ids of those whose cause was new. */
export async function postAll(tx: Tx, postings: readonly Posting[]): Promise<ReadonlySet<string>> {
  const { begun, moves } = await writePostings(tx, postings)
  await moveBalances(tx, moves)
  return begun
}

/** What postings do to balances, ready for `moveBalances`. */
export type Moves = { readonly json: string } | undefined

/**
 * The first half of `postAll`: transactions and entries are written, which nobody waits for. Whoever shares a transaction with other hot rows locks
 * those next, and the balances last, by `moveBalances`: the transaction must not end without it.
 */
export async function writePostings(tx: Tx, postings: readonly Posting[]): Promise<{ readonly begun: ReadonlySet<string>; readonly moves: Moves }> {
  if (postings.length === 0) return { begun: new Set(), moves: undefined }
  for (const { kind, legs } of postings) {
    const sum = legs.reduce((total, leg) => total + leg.amountMinor, 0)
    if (sum !== 0) throw new Error(`posting ${kind} is off by ${sum}`)
  }
  const begun = await begin(tx, postings)
  const fresh = postings.filter(({ id }) => begun.has(id))
  if (fresh.length === 0) return { begun, moves: undefined }
  const ids = await accountIds(tx, fresh)
  const rows = fresh.flatMap((posting) =>
    posting.legs
      .filter((leg) => leg.amountMinor !== 0)
      .map((leg, seq) => ({
        transaction: posting.id,
        seq,
        account: ids.get(nameOf(leg.account.code, posting.currency)) ?? '',
        organization: leg.account.organizationId ?? null,
        amount: leg.amountMinor,
        currency: posting.currency,
      })),
  )
  const json = JSON.stringify(rows)
  await sql`/* planned once */ insert into ledger_entries (transaction_id, seq, account_id, organization_id, amount_minor, currency)
    select transaction, seq, account, organization, amount, currency
      from jsonb_to_recordset(${json}::jsonb) as t(transaction uuid, seq int, account uuid, organization uuid, amount bigint, currency text)`.execute(
    tx,
  )
  return { begun, moves: { json } }
}

/** The second half of `postAll`: balances, locked in the order of their accounts' ids. */
export async function moveBalances(tx: Tx, moves: Moves): Promise<void> {
  if (!moves) return
  await sql`/* planned once */ with moved as (select account, sum(amount) as amount from jsonb_to_recordset(${moves.json}::jsonb) as t(account uuid, amount bigint) group by account),
      locked as (select id from ledger_accounts where id in (select account from moved) order by id for update)
    update ledger_accounts set balance_minor = balance_minor + moved.amount from moved, locked where ledger_accounts.id = moved.account and locked.id = moved.account`.execute(
    tx,
  )
}

async function begin(tx: Tx, postings: readonly Posting[]): Promise<ReadonlySet<string>> {
  const rows = postings.map(({ id, kind, externalId, orderId, organizationId, occurredAt }) => ({
    id,
    kind,
    externalId,
    orderId,
    organizationId,
    occurredAt,
  }))
  const { rows: begun } = await sql<{
    id: string
  }>`/* planned once */ insert into ledger_transactions (id, kind, external_id, order_id, organization_id, occurred_at)
    select id, kind, "externalId", "orderId", "organizationId", "occurredAt"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t(id uuid, kind text, "externalId" text, "orderId" uuid, "organizationId" uuid, "occurredAt" timestamptz)
      on conflict (external_id) do nothing returning id`.execute(tx)
  return new Set(begun.map(({ id }) => id))
}

const nameOf = (code: string, currency: string): string => `${currency} ${code}`
type Wanted = Account & { readonly currency: string; readonly id: string }

/** The ids of all accounts that the postings name; those that are not there yet are opened. */
async function accountIds(tx: Tx, postings: readonly Posting[]): Promise<ReadonlyMap<string, string>> {
  const wanted = new Map<string, Wanted>()
  for (const { legs, currency, newId } of postings)
    for (const { account } of legs) {
      const name = nameOf(account.code, currency)
      if (!wanted.has(name)) wanted.set(name, { ...account, currency, id: newId() })
    }
  const known = await find(tx, [...wanted.values()])
  const missing = [...wanted].flatMap(([name, account]) => (known.has(name) ? [] : [account]))
  if (missing.length === 0) return known
  await tx
    .insertInto('ledger_accounts')
    .values(missing.map(({ id, code, kind, organizationId, currency }) => ({ id, code, kind, organization_id: organizationId ?? null, currency })))
    .onConflict((conflict) => conflict.columns(['code', 'currency']).doNothing())
    .execute()
  return await find(tx, [...wanted.values()])
}

async function find(tx: Tx, accounts: readonly Wanted[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .selectFrom('ledger_accounts')
    .select(['id', 'code', 'currency'])
    .where('code', 'in', [...new Set(accounts.map(({ code }) => code))])
    .execute()
  return new Map(rows.map(({ id, code, currency }) => [nameOf(code, currency), id]))
}
