import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startPostgres } from '../../cli/src/postgres.ts'
import { migrate } from '#core/migrate.ts'
import { temporaryFolder } from '../../cli/src/temporary-folder.ts'

const template = 'fashionistas_template'

/** One cluster a run, in memory and without fsync; the schema is made once, and each test file copies it. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const postgres = await startPostgres({ dataDir: temporaryFolder('test'), durable: false })
  await prepareTemplate(postgres.url)
  provide('postgresUrl', postgres.url)
  provide('template', template)
  return () => postgres.stop()
}

async function prepareTemplate(url: string): Promise<void> {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  try {
    await admin.query(`create database ${template}`)
    await migrate(databaseUrl(url, template))
    await admin.query(`alter database ${template} with is_template true allow_connections false`)
  } finally {
    await admin.end()
  }
}

function databaseUrl(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}
