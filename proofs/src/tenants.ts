import type { Proof } from './proof.ts'
import { withDatabase } from './security/own-database.ts'
import { prepareSeason } from '../../packages/server/test/season.ts'
import { examineRows } from '../../packages/server/test/security-rows.ts'
import { examineTenants } from '../../packages/server/test/security-tenants.ts'
import { runApi } from '../../packages/server/test/running-api.ts'
import { openShop } from '../../packages/server/test/shop.ts'

/** Every operation of the contract as everybody, over HTTP, and every table as everybody, in SQL: nobody is told or changes what is not theirs. */
export const prove: Proof = async ({ only, tell }) =>
  await withDatabase(async (on) => {
    const shop = await openShop({ on })
    const running = await runApi(shop.harness)
    try {
      const stage = { shop, running, foreign: await prepareSeason(shop, 'Taller Vecino') }
      tell('every operation as everybody, over HTTP')
      const overHttp = await examineTenants(stage, (who) => only === undefined || who.includes(only))
      tell('every table as everybody, in SQL')
      const inSql = await examineRows({ shop, own: await prepareSeason(shop, 'Casa Orquídea'), foreign: stage.foreign })
      return {
        figures: { ...overHttp.figures, ...inSql.figures, leaks: overHttp.problems.length + inSql.problems.length },
        problems: [...overHttp.problems, ...inSql.problems],
      }
    } finally {
      await running.stop()
      await shop.stop()
    }
  })
