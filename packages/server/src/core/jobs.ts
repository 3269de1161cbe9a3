import { PgBoss } from 'pg-boss'
import type { Log } from './log.ts'

export type Job = {
  /** The queue's name: what the job does. */
  readonly name: string
  /** Cron in America/Bogota, or how often the job repeats. */
  readonly every: { readonly cron: string } | { readonly seconds: number }
  readonly run: () => Promise<unknown>
  /** `run` counts what it did, and goes on at once while that is many. */
  readonly untilDry?: true
}

/**
 * Runs scheduled work. Cron jobs are pg-boss schedules (one of many workers takes each turn); jobs that repeat within seconds are
 * loops of every worker that share their rows by SKIP LOCKED.
 */
export async function runJobs(url: string, jobs: readonly Job[], log: Log): Promise<{ stop(): Promise<void> }> {
  const boss = new PgBoss({ connectionString: url, schema: 'pgboss', max: 4 })
  boss.on('error', (error) => log.error({ err: error }, 'jobs are out of order'))
  await boss.start()
  const loops: { stop(): Promise<void> }[] = []
  for (const job of jobs) {
    if ('seconds' in job.every) loops.push(repeat(job, job.every.seconds, log))
    else await schedule(boss, job, job.every.cron, log)
  }
  return {
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()))
      await boss.stop({ graceful: true, timeout: 10_000 })
    },
  }
}

/** Makes the tables of scheduled work, as the first worker would: a copy's rows go into them. */
export async function prepareJobs(url: string): Promise<void> {
  const boss = new PgBoss({ connectionString: url, schema: 'pgboss', max: 1, supervise: false, schedule: false })
  await boss.start()
  await boss.stop({ graceful: false })
}

async function schedule(boss: PgBoss, job: Job, cron: string, log: Log): Promise<void> {
  await boss.createQueue(job.name, { policy: 'stately', retryLimit: 3, retryBackoff: true })
  await boss.work(job.name, { batchSize: 10, pollingIntervalSeconds: 5 }, async () => {
    await job.run()
    log.debug({ job: job.name }, 'job done')
  })
  await boss.schedule(job.name, cron, null, { tz: 'America/Bogota' })
}

const goOnFrom = 20

function repeat(job: Job, seconds: number, log: Log): { stop(): Promise<void> } {
  let stopped = false
  const waiter = { wake: () => {} }
  const loop = async () => {
    while (!stopped) {
      const done = await job.run().catch((error: unknown) => log.error({ err: error, job: job.name }, 'job failed'))
      if (job.untilDry && typeof done === 'number' && done >= goOnFrom) continue
      if (!stopped)
        await new Promise<void>((resolve) => {
          waiter.wake = resolve
          setTimeout(resolve, seconds * 1000).unref()
        })
    }
  }
  const running = loop()
  return {
    stop: async () => {
      stopped = true
      waiter.wake()
      await running
    },
  }
}
