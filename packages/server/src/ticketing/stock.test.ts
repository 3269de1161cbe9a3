import { afterAll, beforeAll, expect, test } from 'vitest'
import { Database } from '#core/database.ts'
import { testDatabase, type TestDatabase } from '../../test/database.ts'
import { openTables, type Tables } from '../../test/tables.ts'
import { free, lockPools, movePools, releaseStock, takenBy } from './stock.ts'

let own: TestDatabase
let tables: Tables
let database: Database
beforeAll(async () => {
  own = await testDatabase()
  tables = await openTables(own.url)
  database = new Database(own.url, 2)
})
afterAll(async () => {
  await database.close()
  await tables.close()
  await own.drop()
})

const pool = async (held: number, sold = 0) => await tables.put('pools', { capacity: 20, held, sold, blocked: 0 })
const order = async (takes: Readonly<Record<string, number>>) => {
  const id = await tables.put('orders')
  for (const [poolId, quantity] of Object.entries(takes)) await tables.put('order_pools', { order_id: id, pool_id: poolId, quantity })
  return id
}
const countsOf = async (...ids: readonly string[]) => {
  const rows = await tables.query<{ id: string; held: number; sold: number }>('select id, held, sold from pools')
  return ids.map((id) => rows.flatMap((row) => (row.id === id ? [[row.held, row.sold]] : []))[0])
}

test('T-02 what is free is the capacity less all that is taken, and without capacity there is no end', () => {
  const counts = { id: 'p', kind: 'type', held: 1, sold: 2, blocked: 4 }
  expect([free({ ...counts, capacity: 10 }), free({ ...counts, capacity: null })]).toEqual([3, Number.MAX_SAFE_INTEGER])
})

test('T-04 pools are read with their counts, each once, in the order in which they are locked', async () => {
  const ids = [await pool(1), await pool(2), await pool(3)].toSorted()
  const asked = [...ids.toReversed(), ids[0] ?? '']
  const locked = await database.system((tx) => lockPools(tx, asked))
  expect([...locked.keys()]).toEqual(ids)
  const [first] = locked.values()
  expect(first).toMatchObject({ id: ids[0], kind: 'event', capacity: 20, sold: 0, blocked: 0 })
  expect(new Set([...locked.values()].map(({ held }) => held))).toEqual(new Set([1, 2, 3]))
})

test('T-04 counters of several pools move at once, each by its own, and those of others stay', async () => {
  const [one, two, other] = [await pool(5, 5), await pool(5, 5), await pool(5, 5)]
  await database.system((tx) =>
    movePools(
      tx,
      new Map([
        [one, { held: -2, sold: 3 }],
        [two, { held: 1, sold: 0 }],
        [other, { held: 0, sold: 0 }],
      ]),
    ),
  )
  expect(await countsOf(one, two, other)).toEqual([
    [3, 8],
    [6, 5],
    [5, 5],
  ])
  await database.system((tx) => movePools(tx, new Map([[one, { held: 0, sold: 1 }]])))
  await database.system((tx) => movePools(tx, new Map()))
  expect(await countsOf(one)).toEqual([[3, 9]])
})

test('T-04 what orders took is summed by pool', async () => {
  const [one, two] = [await pool(0), await pool(0)]
  const orders = [await order({ [one]: 2, [two]: 1 }), await order({ [one]: 3 }), await order({ [two]: 9 })]
  expect(await database.system((tx) => takenBy(tx, orders.slice(0, 2)))).toEqual(
    new Map([
      [one, 5],
      [two, 1],
    ]),
  )
  expect(await database.system((tx) => takenBy(tx, []))).toEqual(new Map())
})

test('T-04 a released order gives back exactly what it took', async () => {
  const [one, two] = [await pool(9, 4), await pool(9, 4)]
  const released = await order({ [one]: 2, [two]: 1 })
  await order({ [one]: 3 })
  await database.system((tx) => releaseStock(tx, [released]))
  expect(await countsOf(one, two)).toEqual([
    [7, 4],
    [8, 4],
  ])
  await database.system((tx) => releaseStock(tx, []))
  await database.system((tx) => releaseStock(tx, [ofNothing]))
  expect(await countsOf(one, two)).toEqual([
    [7, 4],
    [8, 4],
  ])
})

/** An order that took nothing. */
const ofNothing = '01936f00-0000-7000-8000-00000000ffff'
