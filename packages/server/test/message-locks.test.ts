import { afterAll, beforeAll, expect, test } from 'vitest'
import { applyNews } from '#messaging/apply-news.ts'
import { goOnToNextChannel } from '#messaging/look-after.ts'
import { sendDue } from '#messaging/send-due.ts'
import { whileHeld } from './held-rows.ts'
import { engineGround } from './messaging-engine.ts'
import { openTables, type Tables } from './tables.ts'

let ground: Awaited<ReturnType<typeof engineGround>>
let tables: Tables
let intentId: string
beforeAll(async () => {
  ground = await engineGround()
  tables = await openTables(ground.database.url)
  intentId = await tables.put('message_intents', { locale: 'es-CO', channels: ['email'], template: 'tickets' })
})
afterAll(async () => {
  await tables.close()
  await ground.stop()
})

const past = '2026-01-05T10:00:00Z'

test('R-06 a message that another worker sends is neither sent again nor waited for', async () => {
  const id = await tables.put('deliveries', { intent_id: intentId, not_before: past })
  const fate = await whileHeld({ url: ground.database.url, by: `select from deliveries where id = '${id}' for update` }, () =>
    sendDue(ground.parts, ground.halts),
  )
  const look = async () => (await tables.query<{ attempts: number }>('select attempts from deliveries where id = $1', [id]))[0]?.attempts
  const meanwhile = await look()
  await sendDue(ground.parts, ground.halts).catch(() => undefined) // what is in it is not the point here
  expect({ fate, meanwhile, afterwards: await look() }).toEqual({ fate: 'ends', meanwhile: 0, afterwards: 1 })
  await tables.query('delete from deliveries where id = $1', [id])
})

test('R-06 a silent message that another worker looks after is left to it', async () => {
  const id = await tables.put('deliveries', { intent_id: intentId, channel: 'sms', state: 'sent', fallback_at: past })
  const by = `select from deliveries where id = '${id}' for update`
  expect(await whileHeld({ url: ground.database.url, by }, () => goOnToNextChannel(ground.parts))).toBe('ends')
  expect(await tables.query('select fallback_at from deliveries where id = $1', [id])).toEqual([{ fallback_at: new Date(past) }])
  await tables.query('delete from deliveries where id = $1', [id])
})

test('R-06 news of a message wait for whoever has it in hand', async () => {
  const id = await tables.put('deliveries', { intent_id: intentId, channel: 'sms', state: 'accepted', provider_id: 'SM1' })
  const news = { statuses: [{ providerId: 'SM1', status: 'sent' as const, at: new Date(past) }], inbound: [] }
  const fate = await whileHeld({ url: ground.database.url, by: `select from deliveries where id = '${id}' for key share` }, () =>
    ground.database.system((tx) => applyNews(tx, ground.parts, 'sms', news)),
  )
  expect(fate).toBe('waits')
})
