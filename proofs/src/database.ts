import { openOrganizer } from '@fashionistas/bench/src/organizer.ts'
import { attacks, type Attack, type Scene } from './database/attacks.ts'
import { clockJumps } from './database/clock-jumps.ts'
import { openCluster } from './database/cluster.ts'
import { crowd, type Crowd } from './database/crowd.ts'
import { judge } from './database/judge.ts'
import { withGround } from './faults/ground.ts'
import { openSale } from './faults/shopper.ts'
import { until } from './faults/until.ts'
import type { Options, Proof } from './proof.ts'

type Figures = Record<string, number | string>
const crowdSize = 12

/** R-04: the database restarted, stormed, without connections or room, and clocks that jump, while buyers buy. */
export const prove: Proof = async (options) => {
  const cluster = await openCluster()
  try {
    return await withGround({ databaseUrl: cluster.url }, async (ground) => {
      const figures: Figures = { disk: cluster.disk ? 'a tmpfs of 420 MB' : 'not tried: nothing can be mounted here' }
      const problems: string[] = []
      await ground.serve({ PAYMENT_PROVIDERS: 'sandbox' })
      const wish = await openSale(await openOrganizer(ground.url), 'Base de datos con fallas', 100_000)
      const scene = { ground, cluster, wish, seconds: options.seconds }
      const isWanted = (name: string) => options.only === undefined || options.only.split(',').some((part) => name.includes(part))
      for (const attack of attacks.filter(({ name }) => isWanted(name))) problems.push(...(await attackWith(scene, attack, figures, options)))
      if (isWanted('clock jumps')) problems.push(...(await clockJumps(scene, figures, options.tell)))
      return { figures, problems }
    })
  } finally {
    await cluster.stop()
  }
}

async function attackWith(scene: Scene, attack: Attack, figures: Figures, { tell }: Options): Promise<readonly string[]> {
  const { ground, wish } = scene
  const servers = await ground.serve({ PAYMENT_PROVIDERS: 'sandbox', DATABASE_POOL: String(attack.pool ?? 16) })
  const buyers = crowd(ground.url, wish, attack.crowd ?? crowdSize)
  await until('buyers buy', async () => buyers.paid.length > crowdSize)
  const problems = [...(await attack.run(scene))]
  const recoveredIn = await until('buyers buy again', buysAgain(buyers))
  await buyers.stop().catch((error: unknown) => problems.push(error instanceof Error ? error.message : String(error)))
  problems.push(...(await judge(ground, buyers)))
  if (buyers.refused.length > 0) problems.push(`${buyers.refused.length} payments were refused`)
  if (!servers.api.isAlive()) problems.push('the api ended')
  if (!servers.worker.isAlive()) problems.push('the worker ended')
  figures[attack.name] = `${buyers.paid.length} orders, answers ${JSON.stringify(buyers.statuses)}, buys again after ${recoveredIn} ms`
  tell(`  ${attack.name}: ${String(figures[attack.name])}${problems.length > 0 ? `; ${problems.join('; ')}` : ''}`)
  return problems.map((problem) => `${attack.name}: ${problem}`)
}

function buysAgain(buyers: Crowd): () => Promise<boolean> {
  const before = buyers.paid.length
  return async () => buyers.paid.length > before + crowdSize
}
