import { startNats } from './cluster/nats-server.ts'
import { withOwnProduct, type OwnProduct } from './cluster/own-product.ts'
import { lines } from './lines.ts'
import { change, inOutbox, newestPosition } from './live/changes.ts'
import { commitRates } from './live/commit-rates.ts'
import { openCrowd, type Crowd } from './live/crowd.ts'
import { prepare, type Ground } from './live/ground.ts'
import { apiBytes, openFilesLimit } from './live/memory.ts'
import { processorTime } from './processor-time.ts'
import { percentile, rounded, type Result, type Sizes } from './report.ts'

export type LiveOptions = {
  readonly listeners: number
  readonly seconds: number
  readonly changesPerSecond: number
  readonly nats: boolean
  readonly tell: (line: string) => void
}
/** The sizes of the long form. `--scale 10` asks for ten times the listeners; what the machine allows is told. */
export const liveSizes = ({ scale, seconds }: Sizes) => ({ listeners: 5_000 * scale, seconds, changesPerSecond: 4 })

const reservedFiles = 1_000
const perCrowd = 10_000
/** More in one process would keep a core for itself. */
const perApi = 15_000
const goalMs = 300
const goalDashboards = 1_000
const goalDashboardBytes = 300 * 1024 * 1024
const settleMs = 1_500
const arriveMs = 2_000

/** Pages that listen, at real acts of people: how long until a change reaches them, and what a listener costs. */
export async function live(options: LiveOptions): Promise<Result> {
  const { nats, tell } = options
  const limit = openFilesLimit() - reservedFiles
  const shape = {
    apis: Math.ceil(options.listeners / Math.min(perApi, limit)),
    crowds: Math.max(2, Math.ceil(options.listeners / Math.min(perCrowd, limit))),
  }
  tell(`  ${options.listeners} listeners on ${shape.apis} api, from ${shape.crowds} processes of at most ${limit + reservedFiles} open files`)
  const bus = nats ? await startNats() : undefined
  const env = { HOLD_MINUTES: '60', ...(bus ? { NATS_URL: bus.url } : {}) }
  try {
    return await withOwnProduct({ apis: shape.apis, workers: 1, env, tell }, async (product) => {
      const crowd = openCrowd(
        product.urls.map((url) => Number(new URL(url).port)),
        shape.crowds,
      )
      return await run(product, crowd, options).finally(() => crowd.stop())
    })
  } finally {
    await bus?.stop()
  }
}

async function run(product: OwnProduct, crowd: Crowd, { listeners, seconds, changesPerSecond, nats, tell }: LiveOptions): Promise<Result> {
  const open = lines(product.url, 32)
  const ground = await prepare(product.url, open, listeners)
  tell(`  ${ground.orders.length} orders are held`)
  const memory = await openPages(product, crowd, ground)
  tell(`  ${listeners} listen; ${rounded(memory.bytesPerListener / 1024)} KiB each`)
  const since = await newestPosition(product.database)
  const before = processorTime()
  const done = await change({ open, ground, perSecond: changesPerSecond, seconds })
  await arrived(product)
  const after = processorTime()
  const changes = await inOutbox(product.database, since, done)
  const measured = await crowd.measure(changes)
  const afterBytes = apiBytes(product)
  open.close()
  const commits = await commitRates(product.env['DATABASE_URL'] ?? '', Math.min(2, seconds / 8))
  const p99Ms = measured.sinceAsked(0.99)
  return {
    figures: {
      listeners,
      p99Ms,
      bytesPerListener: memory.bytesPerListener,
      p50Ms: measured.sinceAsked(0.5),
      p50SinceAnswerMs: measured.sinceAnswered(0.5),
      p99SinceAnswerMs: measured.sinceAnswered(0.99),
      slowestMs: measured.sinceAsked(1),
      changes: done.length,
      deliveries: measured.deliveries,
      missing: measured.missing,
      dropped: measured.closed,
      actP95Ms: percentile(
        done.map(({ askedAt, answeredAt }) => answeredAt - askedAt),
        0.95,
      ),
      processorMicrosPerDeliveryApi: Math.round((1000 * (after.api - before.api)) / Math.max(1, measured.deliveries)),
      dashboardsMiB: rounded(memory.dashboardBytes / 2 ** 20),
      apiMiB: rounded(afterBytes / 2 ** 20),
      apis: product.urls.length,
    },
    comparedTo: {
      commitsPerSecond: commits.silent,
      commitsPerSecondOneNotifyEach: commits.notifyEach,
      commitsPerSecondNudged: commits.nudged,
      bus: nats ? 'nats' : 'postgresql',
      changesPerSecond,
    },
    problems: [
      ...(measured.missing === 0 ? [] : [`${measured.missing} of ${measured.deliveries + measured.missing} deliveries did not come`]),
      ...(measured.closed === 0 ? [] : [`${measured.closed} listeners were cut`]),
      ...(p99Ms < goalMs ? [] : [`99 of 100 deliveries took up to ${p99Ms} ms, the goal is ${goalMs}`]),
      ...(memory.dashboardBytes < goalDashboardBytes ? [] : [`${goalDashboards} dashboards cost ${rounded(memory.dashboardBytes / 2 ** 20)} MiB`]),
    ],
  }
}

/** The first thousand are dashboards, each of which also asks for its figures once. */
async function openPages(product: OwnProduct, crowd: Crowd, { pages, key, organizationId }: Ground) {
  const before = apiBytes(product)
  await crowd.open(pages.slice(0, goalDashboards))
  const open = lines(product.url, 16)
  const queue = pages.slice(0, goalDashboards).values()
  const asker = async (): Promise<void> => {
    for (const _ of queue)
      await open.send('GET', `/api/v1/dashboards/organizer?organizationId=${organizationId}`, { headers: { authorization: `Bearer ${key}` } })
  }
  await Promise.all(Array.from({ length: 16 }, asker))
  open.close()
  await settle()
  const dashboardBytes = apiBytes(product) - before
  await crowd.open(pages.slice(goalDashboards))
  await settle()
  return { dashboardBytes, bytesPerListener: Math.round((apiBytes(product) - before) / pages.length) }
}

/** What opening left behind is collected by then. */
const settle = async (): Promise<void> => await new Promise((resolve) => setTimeout(resolve, settleMs))

/** Waits until all is handed on, and for longer than a delivery may take. */
async function arrived({ database }: OwnProduct): Promise<void> {
  for (;;) {
    const { rowCount } = await database.query('select from outbox where position is null limit 1')
    if (rowCount === 0) return await new Promise((resolve) => setTimeout(resolve, arriveMs))
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
