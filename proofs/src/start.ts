import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '@fashionistas/cli/src/root.ts'
import type { Proof } from './proof.ts'
import { eventsOn } from './start/events-on.ts'
import { launch, type Start } from './start/launch.ts'

const firstLimitSeconds = 180
const secondLimitSeconds = 10
/** Beyond the limits, so that a slow start is told with its figure instead of being broken off. */
const patienceSeconds = 900
const command = ['npm', 'start'] as const

/** a fresh clone of what is committed, `npm start` to the first page, Ctrl-C, and once more. */
export const prove: Proof = async ({ tell }) => {
  const folder = mkdtempSync(join(tmpdir(), 'fashionistas-start-'))
  const clone = join(folder, 'clone')
  try {
    const startedAt = performance.now()
    execFileSync('git', ['clone', '--quiet', '--no-hardlinks', root, clone])
    const cloneSeconds = Number(((performance.now() - startedAt) / 1000).toFixed(1))
    tell(`  cloned ${execFileSync('git', ['-C', clone, 'log', '-1', '--format=%h %s'], { encoding: 'utf8' }).trim()}`)
    const first = await startAndStop(clone, tell)
    const second = await startAndStop(clone, tell)
    return {
      figures: { cloneSeconds, ...named('first', first), ...named('second', second) },
      problems: [
        ...(first.seconds > firstLimitSeconds ? [`the first start took ${first.seconds} s, above ${firstLimitSeconds}`] : []),
        ...(second.seconds > secondLimitSeconds ? [`the second start took ${second.seconds} s, above ${secondLimitSeconds}`] : []),
        ...(first.events === 0 ? ['the first start offers no events'] : []),
        ...(second.events === first.events ? [] : [`${first.events} events at first, ${second.events} at the second start`]),
      ],
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

type Seen = Pick<Start, 'seconds' | 'steps'> & { readonly events: number }

async function startAndStop(folder: string, tell: (step: string) => void): Promise<Seen> {
  const { url, seconds, steps, stop } = await launch({ command, folder, withinSeconds: patienceSeconds })
  try {
    tell(`  first page after ${seconds} s: ${JSON.stringify(steps)}`)
    return { seconds, steps, events: await eventsOn(url) }
  } finally {
    await stop()
  }
}

const named = (which: string, { seconds, steps, events }: Seen): Readonly<Record<string, number>> => ({
  [`${which} start, seconds`]: seconds,
  ...Object.fromEntries(Object.entries(steps).map(([step, took]) => [`${which} start, ${step}`, took])),
  [`${which} start, events`]: events,
})
