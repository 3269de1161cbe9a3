import { sql } from 'kysely'
import { namedBy, uuids, type Invariant, type Subject } from '#core/invariant.ts'

const transactions: Subject = {
  name: 'ledger_transaction',
  table: 'ledger_transactions',
  key: 'id',
  changed: (stretch) => sql`select id from ledger_transactions where order_id in (${namedBy('orderId', stretch)})`,
  settlesAfterMs: 0,
  slice: 10_000,
}
/** Few rows with very many entries: they are added up by the pass only, and `ledger_zero` looks at every round. */
const accounts: Subject = {
  name: 'ledger_account',
  table: 'ledger_accounts',
  key: 'id',
  changed: () => sql`select id from ledger_accounts where false`,
  settlesAfterMs: 0,
  slice: 50,
}

export const ledgerInvariants: readonly Invariant[] = [
  {
    id: 'ledger_transaction',
    of: transactions,
    broken: ({ ids }) => sql`
      select t.id from ledger_transactions t where t.id = any(${uuids(ids)})
         and (not exists (select from ledger_entries where transaction_id = t.id)
           or exists (select from ledger_entries where transaction_id = t.id group by currency having sum(amount_minor) <> 0))`,
  },
  {
    id: 'ledger_balance',
    of: accounts,
    broken: ({ ids }) => sql`
      select a.id from ledger_accounts a where a.id = any(${uuids(ids)})
         and a.balance_minor <> (select coalesce(sum(amount_minor), 0) from ledger_entries where account_id = a.id)`,
  },
  {
    id: 'ledger_zero',
    of: 'everything',
    broken: () => sql`select currency as id from ledger_accounts group by currency having sum(balance_minor) <> 0`,
  },
]
