import { expect, test } from 'vitest'
import { Breaker, Resting, type BreakerState } from './breaker.ts'
import { worldAt } from './world.ts'

const start = '2026-11-02T15:00:00.000Z'
const counts = () => ({ weight: 'counts' as const })
function open() {
  const world = { ...worldAt(start), random: () => new Uint8Array([128]) }
  const changes: BreakerState[] = []
  const breaker = new Breaker(world, (state) => void changes.push(state))
  let asked = 0
  const call = async (fate: 'well' | 'down', troubleOf = counts as Parameters<Breaker['run']>[1]) =>
    await breaker
      .run(async () => {
        asked += 1
        if (fate === 'down') throw new Error('down')
      }, troubleOf)
      .then(
        () => 'well',
        (error: unknown) => (error instanceof Resting ? 'rests' : 'down'),
      )
  return { world, breaker, changes, call, asked: () => asked }
}

test('R-03 three failures in a row bring a rest, in which nobody is asked', async () => {
  const { call, asked, breaker, changes } = open()
  for (const fate of ['down', 'down', 'well', 'down', 'down'] as const) await call(fate)
  expect(breaker.state).toBe('closed')
  await call('down')
  expect(breaker.state).toBe('open')
  expect(await call('well')).toBe('rests')
  expect([asked(), changes]).toEqual([6, ['open']])
})

test('R-03 after the rest one call is let through, and its success ends it', async () => {
  const { call, breaker, world, asked } = open()
  for (let each = 0; each < 3; each += 1) await call('down')
  world.move(20_100)
  expect(breaker.state).toBe('half_open')
  expect(await Promise.all([call('well'), call('well'), call('well')])).toEqual(['well', 'rests', 'rests'])
  expect([breaker.state, asked()]).toEqual(['closed', 4])
})

test('R-03 each failed probe doubles the rest, up to five minutes', async () => {
  const { call, breaker, world } = open()
  for (let each = 0; each < 3; each += 1) await call('down')
  const rests: number[] = []
  for (let each = 0; each < 6; each += 1) {
    rests.push(Math.round(breaker.restMs / 1000))
    world.move(breaker.restMs + 1)
    await call('down')
  }
  expect(rests).toEqual([20, 40, 80, 160, 300, 300])
})

test('R-03 who is told when to come back does not come earlier, and a plain no is an answer', async () => {
  const { call, breaker, world } = open()
  await call('down', () => ({ weight: 'at_once', restMs: 90_000 }))
  world.move(89_000)
  expect(breaker.state).toBe('open')
  world.move(1_001)
  expect(await call('down', () => undefined)).toBe('down')
  expect(breaker.state).toBe('closed')
})

test('R-04 a clock that is set back does not make a rest last', async () => {
  const { call, breaker, world } = open()
  for (let each = 0; each < 3; each += 1) await call('down')
  world.move(-86_400_000)
  expect(breaker.state).toBe('half_open')
})
