import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

/* Provided by global-setup.ts. */
declare module 'vitest' {
  export interface ProvidedContext {
    readonly postgresUrl: string
    readonly template: string
  }
}

export type TestDatabase = { readonly url: string; drop(): Promise<void> }

/** A database of one's own with the whole schema, copied from the template in some 30 ms. `url` is the superuser's. */
export async function testDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await asAdmin(`create database ${name} template ${inject('template')} strategy file_copy`)
  const url = new URL(inject('postgresUrl'))
  url.pathname = `/${name}`
  return { url: url.href, drop: () => asAdmin(`drop database if exists ${name} with (force)`) }
}

async function asAdmin(statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: inject('postgresUrl') })
  await admin.connect()
  try {
    await admin.query(statement)
  } finally {
    await admin.end()
  }
}
