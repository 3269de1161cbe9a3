import { expect, test } from 'vitest'
import { makeLog } from '#core/log.ts'
import { worldAt } from '#core/world.ts'
import type { Channel, Outgoing, SendResult } from './channel.ts'
import { rested } from './rested-channel.ts'
import { afterLastWay, afterRefusal } from './retry.ts'

const message: Outgoing = { deliveryId: 'd', to: '+573001112233', variables: {}, buttonValues: [], subject: '', text: 'Hola', attachments: [] }
const refused = (problem: 'retry_backoff' | 'retry_after' | 'fallback_channel', afterMs?: number): SendResult => ({
  state: 'refused',
  problem,
  code: 'as_if',
  detail: 'as if',
  afterMs,
})
function open() {
  const world = worldAt('2026-11-21T15:00:00Z')
  const answers: SendResult[] = []
  let sent = 0
  const company: Channel = {
    id: 'whatsapp',
    send: async () => {
      sent += 1
      return answers.shift() ?? { state: 'accepted', providerId: 'p' }
    },
  }
  const channel = rested(company, { world, log: makeLog('silent', 'test') })
  return { world, answers, sent: () => sent, send: () => channel.send(message) }
}

test('R-03 a channel whose company fails five times in a row rests, and its messages wait without a try', async () => {
  const { answers, send, sent, world } = open()
  answers.push(...Array.from({ length: 5 }, () => refused('retry_backoff')))
  for (let each = 0; each < 5; each += 1) expect(await send()).toMatchObject({ problem: 'retry_backoff' })
  const parked = await send()
  expect(parked).toMatchObject({ state: 'refused', problem: 'sender_rests' })
  expect(sent()).toBe(5)
  expect(afterRefusal('sender_rests', 'sender_rests', 40, 0.5)).toEqual({ then: 'park', afterMs: 5_000 })
  world.move(25_000)
  expect(await send()).toMatchObject({ state: 'accepted' })
})

test('R-03 a company that says when to come back is not asked before, for anybody', async () => {
  const { answers, send, sent, world } = open()
  answers.push(refused('retry_after', 60_000))
  await send()
  expect(await send()).toMatchObject({ problem: 'sender_rests' })
  world.move(59_000)
  await send()
  expect(sent()).toBe(1)
  world.move(1_001)
  expect(await send()).toMatchObject({ state: 'accepted' })
})

test('R-03 a person who cannot be reached is no trouble of the company', async () => {
  const { answers, send } = open()
  answers.push(...Array.from({ length: 8 }, () => refused('fallback_channel')))
  for (let each = 0; each < 8; each += 1) await send()
  expect(await send()).toMatchObject({ state: 'accepted' })
})

test('R-03 the last way to a person is tried for a day, and not for a mistake of ours', () => {
  expect(afterLastWay('retry_backoff', 3_600_000, 0.5)).toBe(600_000)
  expect(afterLastWay('retry_backoff', 25 * 3_600_000, 0.5)).toBeUndefined()
  expect(afterLastWay('fix_payload', 0, 0.5)).toBeUndefined()
})
