import { temporaryFolder } from '@fashionistas/cli/src/temporary-folder.ts'
import { root } from '@fashionistas/cli/src/root.ts'
import { rmSync } from 'node:fs'
import { expect, test } from 'vitest'
import { eventsOn } from './start/events-on.ts'
import { launch } from './start/launch.ts'

const command = [process.execPath, 'packages/cli/bin/start.mjs'] as const

test('Q-10 a second start finds what the first one made: it makes no season again, and offers the same events', async () => {
  const dataDir = temporaryFolder('start')
  const once = async () => {
    const { url, steps, stop } = await launch({ command, folder: root, dataDir, withinSeconds: 180 })
    try {
      return { steps: Object.keys(steps), events: await eventsOn(url) }
    } finally {
      await stop()
    }
  }
  try {
    const first = await once()
    const second = await once()
    expect(first.steps).toContain('demo season made')
    expect(first.events).toBeGreaterThan(0)
    expect(second.steps).not.toContain('demo season made')
    expect(second.events).toBe(first.events)
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
})
