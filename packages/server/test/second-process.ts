import { Database } from '#core/database.ts'
import { compose } from '#product.ts'
import { callerAs, type As, type Harness } from './harness.ts'

/** What a second api process of the same product has: its own connections, its own writers, its own memory. */
export function secondProcess({ config, database, world, log }: Harness): { readonly as: As; stop(): Promise<void> } {
  const own = new Database(database.url, 4)
  const product = compose({ config, database: own, world, log })
  return {
    as: callerAs(product.api, world),
    stop: async () => {
      await product.stop()
      await own.close()
    },
  }
}
