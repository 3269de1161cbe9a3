import { fuzzEverything, fuzzWebhooks } from '../../packages/server/test/security-fuzz-all.ts'
import { openShop } from '../../packages/server/test/shop.ts'
import type { Proof } from './proof.ts'
import { withDatabase } from './security/own-database.ts'

/** Whatever is sent to the api, rightly made, nearly right or hostile: no answer of 5xx, and the process lives. */
export const prove: Proof = async ({ runs, only, tell }) => {
  const seed = only === undefined ? Math.trunc(Math.random() * 2 ** 31) : Number(only)
  tell(`seed ${seed}: the same requests again with --only ${seed}`)
  const api = await withDatabase(async (on) => {
    const shop = await openShop({ on })
    try {
      return await fuzzEverything(shop, { seed, runs, tell })
    } finally {
      await shop.stop()
    }
  })
  const webhooks = await withDatabase((on) => fuzzWebhooks({ seed, runs, on }))
  const faults = [...api.faults, ...webhooks.faults]
  const statuses = Object.entries(api.statuses).map(([status, count]) => `${status}: ${count}`)
  return {
    figures: { seed, requests: api.requests, webhooks: webhooks.requests, answers: statuses.join(', '), faults: faults.length },
    problems: faults,
  }
}
