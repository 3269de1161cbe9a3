import { randomInt } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { impliedChecks, refusedRows, soundRows, type Row } from './constraint-cases.ts'
import { testDatabase, type TestDatabase } from './database.ts'
import { openTables, plainValue, type Tables } from './tables.ts'
import { impliedKeys, uniqueKeys } from './unique-keys.ts'

let database: TestDatabase
let tables: Tables
beforeAll(async () => {
  database = await testDatabase()
  tables = await openTables(database.url)
})
afterAll(async () => {
  await tables.close()
  await database.drop()
})

const namesOf = async (query: string): Promise<readonly string[]> => (await tables.query<{ name: string }>(query)).map(({ name }) => name)
const ours = "connamespace in ('public'::regnamespace, 'private'::regnamespace)"
const tableOfCheck = new Map<string, string>()
beforeAll(async () => {
  const found = await tables.query<{ name: string; table_name: string }>(
    `select conname as name, c.relname as table_name from pg_constraint k join pg_class c on c.oid = k.conrelid where contype = 'c' and ${ours}`,
  )
  for (const { name, table_name: table } of found) tableOfCheck.set(name, table)
})

test('R-06 every CHECK of the schema has rows that it keeps out', () => {
  const shown = new Set([...Object.keys(refusedRows), ...Object.keys(impliedChecks)])
  expect([...tableOfCheck.keys()].filter((name) => !shown.has(name))).toEqual([])
})

test('R-06 a row that keeps all rules is taken by its table', async () => {
  for (const table of new Set([...tableOfCheck.values(), ...Object.keys(soundRows)]))
    expect([table, await tables.answerTo(table, [{}])]).toEqual([table, 'taken'])
})

test.each(Object.entries(refusedRows))('R-06 %s keeps out what it must', async (name, rows) => {
  const table = tableOfCheck.get(name) ?? 'no table'
  for (const row of rows) expect([row, await tables.answerTo(table, [row])]).toEqual([row, name])
})

test('R-06 every unique key of the schema is listed', async () => {
  const found = await namesOf(
    "select i.relname as name from pg_index x join pg_class i on i.oid = x.indexrelid where indisunique and i.relnamespace in ('public'::regnamespace, 'private'::regnamespace)",
  )
  expect(found.filter((name) => !(name in uniqueKeys) && !(name in impliedKeys))).toEqual([])
})

test.each(Object.entries(uniqueKeys))('R-06 %s lets nothing stand twice', async (name, { table, columns }) => {
  const key: Row = Object.fromEntries(columns.map((column) => [column, soundRows[table]?.[column] ?? plainValue(typeOf(table, column))]))
  // The other keys of the table get fresh values, so that only the one under test can refuse.
  const [first, second] = [
    { ...freshKeys(table), ...key },
    { ...freshKeys(table), ...key },
  ]
  expect([await tables.answerTo(table, [first]), await tables.answerTo(table, [first, second])]).toEqual(['taken', name])
})

const typeOf = (table: string, column: string) => tables.columns.find((one) => one.table === table && one.name === column)?.type ?? 'no such column'

const freshKeys = (table: string): Row =>
  Object.fromEntries(
    Object.values(uniqueKeys)
      .flatMap((key) => (key.table === table ? key.columns : []))
      .map((column) => [column, soundRows[table]?.[column] ?? plainValue(typeOf(table, column))])
      .map(([column, value]) => [column, column === 'slug' || column === 'code' ? `${String(value)}${randomInt(10, 99)}` : value]),
  )
