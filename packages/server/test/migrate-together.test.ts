import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { migrate, migrationNames } from '#core/migrate.ts'

const asAdmin = async (statement: string): Promise<void> => {
  const admin = new pg.Client({ connectionString: inject('postgresUrl') })
  await admin.connect()
  await admin.query(statement).finally(() => admin.end())
}

test('R-06 processes that start together on an empty database migrate it once', async () => {
  const name = `together_${randomUUID().replaceAll('-', '')}`
  await asAdmin(`create database ${name}`)
  const url = Object.assign(new URL(inject('postgresUrl')), { pathname: `/${name}` }).href
  try {
    const done = await Promise.all([1, 2, 3].map(() => migrate(url)))
    expect(done.flatMap(({ applied }) => applied).toSorted()).toEqual(await migrationNames())
  } finally {
    await asAdmin(`drop database ${name} with (force)`)
  }
})
