import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { Database } from '#core/database.ts'
import { realWorld } from '#core/world.ts'
import { testDatabase } from '../../test/database.ts'
import { post, type Leg } from './post.ts'

const cash = { code: 'provider_clearing:sandbox', kind: 'asset' } as const
const income = { code: 'revenue:commission:tickets', kind: 'income' } as const
const posting = (externalId: string, legs: readonly Leg[]) => ({
  id: realWorld.newId(),
  kind: 'test',
  externalId,
  orderId: null,
  organizationId: null,
  currency: 'COP',
  occurredAt: realWorld.now(),
  legs,
  newId: realWorld.newId,
})

async function withDatabase(work: (database: Database) => Promise<void>): Promise<void> {
  const { url, drop } = await testDatabase()
  const database = new Database(url, 4)
  try {
    await work(database)
  } finally {
    await database.close()
    await drop()
  }
}

test('P-07 the same cause is posted once and balances move once, also when ten ask at the same time', async () => {
  await withDatabase(async (database) => {
    const legs = [
      { account: cash, amountMinor: 5_000 },
      { account: income, amountMinor: -5_000 },
    ]
    const done = await Promise.all(Array.from({ length: 10 }, () => database.system((tx) => post(tx, posting('sale:1', legs)))))
    expect(done.filter(Boolean)).toHaveLength(1)
    const balances = await database.system((tx) => tx.selectFrom('ledger_accounts').select(['code', 'balance_minor']).orderBy('code').execute())
    expect(balances).toEqual([
      { code: cash.code, balance_minor: 5_000 },
      { code: income.code, balance_minor: -5_000 },
    ])
  })
})

test('P-07 a posting that does not balance is refused by the code and by the database', async () => {
  await withDatabase(async (database) => {
    await expect(database.system((tx) => post(tx, posting('sale:2', [{ account: cash, amountMinor: 1 }])))).rejects.toThrow('off by 1')
    await database.system((tx) =>
      post(
        tx,
        posting('sale:3', [
          { account: cash, amountMinor: 7 },
          { account: income, amountMinor: -7 },
        ]),
      ),
    )
    const forged = database.system((tx) =>
      sql`insert into ledger_entries (transaction_id, seq, account_id, amount_minor, currency) select t.id, 9, a.id, 1, 'COP' from ledger_transactions t, ledger_accounts a limit 1`.execute(
        tx,
      ),
    )
    await expect(forged).rejects.toThrow('does not balance')
  })
})

test('P-07 nobody changes or deletes what was posted, not even the system', async () => {
  await withDatabase(async (database) => {
    await database.system((tx) =>
      post(
        tx,
        posting('sale:4', [
          { account: cash, amountMinor: 7 },
          { account: income, amountMinor: -7 },
        ]),
      ),
    )
    await expect(database.system((tx) => sql`update ledger_entries set amount_minor = 1`.execute(tx))).rejects.toThrow('permission denied')
    await expect(database.system((tx) => sql`delete from ledger_transactions`.execute(tx))).rejects.toThrow('permission denied')
  })
})
