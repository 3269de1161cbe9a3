import { randomUUID } from 'node:crypto'
import { z } from 'zod'

/** A job is data, not a closure, so that it survives a restart of the simulator. */
export const Job = z.object({ id: z.string(), dueAt: z.number(), kind: z.string(), subject: z.string() })
export type Job = z.infer<typeof Job>

export const ClockState = z.object({ shiftMs: z.number(), jobs: z.array(Job) })
export type ClockState = z.infer<typeof ClockState>

export interface Clock {
  now(): number
  later(delayMs: number, kind: string, subject: string): void
  forget(subject: string): void
  /** Moves time forward and waits for everything that falls due on the way, in order. */
  advance(ms: number): Promise<void>
  snapshot(): ClockState
  stop(): void
}

const longestTimerMs = 2_000_000_000 // setTimeout overflows at 2^31

/** `running` follows the real time plus what was advanced; `stopped` moves only when told. */
export function clock(options: {
  readonly mode: 'running' | 'stopped'
  readonly startAt: Date | undefined
  readonly restored: ClockState | undefined
  run(job: Job): Promise<void>
}): Clock {
  const isRunning = options.mode === 'running'
  const jobs = new Map((options.restored?.jobs ?? []).map((job) => [job.id, job]))
  // Running: distance to the real time. Stopped: the time itself.
  let shiftMs = options.restored?.shiftMs ?? (isRunning ? 0 : (options.startAt?.getTime() ?? Date.now()))
  let timer: NodeJS.Timeout | undefined
  const now = () => (isRunning ? Date.now() + shiftMs : shiftMs)
  arm()

  function takeDue(until: number): Job | undefined {
    const [first] = [...jobs.values()].filter(({ dueAt }) => dueAt <= until).toSorted((a, b) => a.dueAt - b.dueAt)
    if (first) jobs.delete(first.id)
    return first
  }

  function arm(): void {
    clearTimeout(timer)
    if (!isRunning || jobs.size === 0) return
    const next = [...jobs.values()].reduce((earliest, { dueAt }) => Math.min(earliest, dueAt), Infinity)
    timer = setTimeout(runDue, Math.min(longestTimerMs, Math.max(0, next - now())))
    timer.unref()
  }

  function runDue(): void {
    for (let job = takeDue(now()); job; job = takeDue(now())) {
      // A failing job must not stop the clock of a demo; it is told and the rest goes on.
      options.run(job).catch((error: unknown) => console.error('simulator job failed', error))
    }
    arm()
  }

  return {
    now,
    later(delayMs, kind, subject) {
      const job = { id: randomUUID(), dueAt: now() + delayMs, kind, subject }
      jobs.set(job.id, job)
      arm()
    },
    forget(subject) {
      for (const job of jobs.values()) if (job.subject === subject) jobs.delete(job.id)
      arm()
    },
    async advance(ms) {
      const until = now() + ms
      for (let job = takeDue(until); job; job = takeDue(until)) {
        shiftMs += Math.max(0, job.dueAt - now())
        await options.run(job)
      }
      shiftMs += Math.max(0, until - now())
      arm()
    },
    snapshot: () => ({ shiftMs, jobs: [...jobs.values()] }),
    stop: () => clearTimeout(timer),
  }
}
