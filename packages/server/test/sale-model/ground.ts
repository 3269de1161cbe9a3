import type { SandboxSimulator } from '@fashionistas/simulators/sandbox/sandbox-simulator.ts'
import { Database } from '#core/database.ts'
import { drainOutbox } from '#core/outbox.ts'
import { compose, type Product } from '#product.ts'
import type { TestDatabase } from '../database.ts'
import { callerAs, type As } from '../harness.ts'
import { openShop, type Shop } from '../shop.ts'

/** One process of the product: its own connections, writers and memory. */
export type OneProcess = {
  readonly as: As
  run(job: string): Promise<void>
  /** Lets orders hear the news of payments and refunds that wait. */
  hear(): Promise<void>
  /** Takes a webhook as the payment company sent it. */
  take(body: string, headers: Readonly<Record<string, string>>): Promise<void>
}
export type Ground = { readonly shop: Shop; readonly simulator: SandboxSimulator; readonly processes: readonly OneProcess[]; stop(): Promise<void> }

const mostRounds = 50
const ofMoney = { only: ['payment.succeeded', 'payment.failed', 'refund.succeeded'], batch: 100 }

/** Two processes of one product on one database, with one payment company and one clock that stands still. */
export async function openGround(on?: TestDatabase): Promise<Ground> {
  const shop = await openShop(on ? { on } : {})
  const { config, database, world, log, product } = shop.harness
  const own = new Database(database.url, 6)
  const second = compose({ config, database: own, world, log })
  const asProcess = (part: Product, connections: Database): OneProcess => ({
    as: callerAs(part.api, world),
    async run(name) {
      const job = part.jobs.find((known) => known.name === name)
      if (!job) throw new Error(`there is no job ${name}`)
      await job.run()
    },
    async hear() {
      for (let round = 0; round < mostRounds; round += 1) if ((await drainOutbox(connections, part.listeners, log, ofMoney)) === 0) return
      throw new Error('the news of payments do not end')
    },
    async take(body, headers) {
      const [company] = part.payments.providers
      if (!company) throw new Error('no payment company')
      await part.inbox.receive(company, Buffer.from(body), new Headers(headers))
    },
  })
  return {
    shop,
    simulator: shop.simulator,
    processes: [asProcess(product, database), asProcess(second, own)],
    async stop() {
      await second.stop()
      await own.close()
      await shop.stop()
    },
  }
}
