import { rmSync } from 'node:fs'
import { openDatabase } from '@fashionistas/cli/src/product-database.ts'
import { temporaryFolder } from '@fashionistas/cli/src/temporary-folder.ts'
import type { TestDatabase } from '../../../packages/server/test/database.ts'

/** Lends a database of its own, in memory and with the whole schema: what a test file gets from its runner. */
export async function withDatabase<T>(work: (database: TestDatabase) => Promise<T>): Promise<T> {
  const dataDir = temporaryFolder('prove')
  const failed = Promise.withResolvers<never>()
  const { url, stop } = await openDatabase({ dataDir, durable: false, url: undefined }, (reason) => failed.reject(reason))
  try {
    return await Promise.race([work({ url, drop: () => Promise.resolve() }), failed.promise])
  } finally {
    await stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
