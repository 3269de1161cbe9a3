import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { startPostgres } from '../../cli/src/postgres.ts'
import { temporaryFolder } from '../../cli/src/temporary-folder.ts'
import { migrate, migrationNames } from '#core/migrate.ts'

const asAdmin = async (statement: string, url = inject('postgresUrl')): Promise<void> => {
  const admin = new pg.Client({ connectionString: url })
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

test('R-06 two databases that are made at once on a new cluster share its roles', async () => {
  const postgres = await startPostgres({ dataDir: temporaryFolder('test'), durable: false })
  try {
    const names = ['one', 'two', 'three']
    for (const name of names) await asAdmin(`create database ${name}`, postgres.url)
    const urls = names.map((name) => Object.assign(new URL(postgres.url), { pathname: `/${name}` }).href)
    const only = ['0001_foundation.sql']
    const done = await Promise.allSettled(urls.map((url) => migrate(url, { only })))
    expect(done).toEqual(names.map(() => ({ status: 'fulfilled', value: { applied: only } })))
  } finally {
    await postgres.stop()
  }
})
