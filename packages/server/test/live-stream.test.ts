import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStream } from './event-stream.ts'
import type { GivenEvent } from './given-event.ts'
import { given, type Organizer } from './given.ts'
import { runApi, type RunningApi } from './running-api.ts'
import { openShop, type Shop } from './shop.ts'

let shop: Shop
let running: RunningApi
let event: GivenEvent
let stranger: Organizer
let keys: { readonly mine: string; readonly theirs: string }
beforeAll(async () => {
  shop = await openShop()
  running = await runApi(shop.harness)
  stranger = await given.organizer(shop.harness, { organization: 'Otra casa' })
  event = await shop.event()
  keys = { mine: await keyOf(shop.organizer), theirs: await keyOf(stranger) }
  await shop.harness.drain()
})
afterAll(async () => {
  await running.stop()
  await shop.stop()
})

const keyOf = async ({ actor, organizationId }: Organizer) =>
  (await shop.harness.as(actor).createApiKey({ organizationId, name: 'En vivo', permissions: ['events.read', 'door.scan'] })).secret
const live = (topics: string, more = '') => `${running.url}/api/v1/live?topics=${topics}${more}`
const asKey = (secret: string) => ({ authorization: `Bearer ${secret}` })
const refusal = async (topics: string, headers: Readonly<Record<string, string>> = {}, more = '') => {
  const { status, body } = await running.send('GET', live(topics, more).slice(running.url.length), { headers })
  return [status, body['code']]
}

test('R-02 a hint arrives once the outbox is drained, and says what changed without any data', async () => {
  const topic = `event:${event.eventId}:sales`
  const stream = await openStream(live(topic), asKey(keys.mine))
  expect([stream.status, stream.headers.get('content-type'), stream.headers.get('cache-control')]).toEqual([
    200,
    'text/event-stream; charset=utf-8',
    'no-store',
  ])
  await shop.hold(event, 1)
  await shop.harness.drain()
  const hints = await stream.until(({ type }) => type === 'order.held')
  expect(hints).toEqual([{ id: expect.any(Number), topic, type: 'order.held', position: expect.any(Number) }])
  await stream.close()
})

test('R-02 who comes back with Last-Event-ID hears what happened meanwhile, once and in its order', async () => {
  const topic = `event:${event.eventId}:sales`
  const first = await openStream(live(topic), asKey(keys.mine))
  await shop.hold(event, 1)
  await shop.harness.drain()
  const lastId = (await first.until(({ type }) => type === 'order.held')).at(-1)?.id ?? 0
  await first.close()

  await shop.hold(event, 1)
  await shop.buy(event, 1)
  await shop.harness.drain()
  const again = await openStream(live(topic), { ...asKey(keys.mine), 'last-event-id': String(lastId) })
  const missed = await again.until(({ type }) => type === 'order.paid')
  expect(missed.map(({ type }) => type)).toEqual(['order.held', 'order.held', 'order.paid'])
  expect(missed.every(({ id }, at) => id > (missed[at - 1]?.id ?? lastId))).toBe(true)
  await again.close()
})

test('R-02 a hint of another topic, or of another organization, is not heard', async () => {
  const other = await given.event(shop.harness, stranger, { title: 'Aparte' })
  const stream = await openStream(live(`event:${event.eventId}:sales`), asKey(keys.mine))
  await shop.hold(other, 1)
  await shop.hold(event, 1)
  await shop.harness.drain()
  const hints = await stream.until(({ type }) => type === 'order.held')
  expect(new Set(hints.map(({ topic }) => topic))).toEqual(new Set([`event:${event.eventId}:sales`]))
  await stream.close()
})

test('X-02 every topic is authorised: guests sign in, and another organization’s topic does not exist', async () => {
  const { eventId } = event
  const private_ = [`event:${eventId}:sales`, `event:${eventId}:door`, `event:${eventId}:messages`, `organization:${shop.organizer.organizationId}`]
  for (const topic of private_) {
    expect([topic, await refusal(topic)]).toEqual([topic, [401, 'sign_in_needed']])
    expect([topic, await refusal(topic, asKey(keys.theirs))]).toEqual([topic, [404, 'not_found']])
    expect([topic, await refusal(`event:${eventId}:state,${topic}`)]).toEqual([topic, [401, 'sign_in_needed']])
  }
  expect(await refusal(`event:${eventId}:messages`, asKey(keys.mine)), 'a key hears only what its permissions reach').toEqual([404, 'not_found'])
  expect(await refusal(`event:${eventId}:sales`, asKey('fk_no-such-key-was-ever-made'))).toEqual([401, 'sign_in_needed'])
})

test('X-02 an order’s topic is open to who holds its link and to nobody else', async () => {
  const [mine, other] = [await shop.hold(event, 1), await shop.hold(event, 1)]
  const stream = await openStream(live(`order:${mine.id}`, `&token=${mine.link}`))
  expect(stream.status).toBe(200)
  await shop.pay(mine)
  await shop.harness.drain()
  expect((await stream.until(({ type }) => type === 'order.paid')).every(({ topic }) => topic === `order:${mine.id}`)).toBe(true)
  await stream.close()
  expect(await refusal(`order:${mine.id}`)).toEqual([401, 'sign_in_needed'])
  expect(await refusal(`order:${mine.id}`, {}, `&token=${other.link}`)).toEqual([401, 'sign_in_needed'])
  expect(await refusal(`order:${mine.id}`, {}, `&token=${mine.link?.slice(0, -1)}${mine.link?.endsWith('_') ? 'A' : '_'}`)).toEqual([
    401,
    'sign_in_needed',
  ])
  expect(await refusal(`order:${mine.id},event:${event.eventId}:sales`, {}, `&token=${mine.link}`)).toEqual([401, 'sign_in_needed'])
})

test('X-02 a link that was revoked opens no stream', async () => {
  const order = await shop.hold(event, 1)
  await shop.harness.database.system((tx) => tx.updateTable('orders').set({ link_version: 2 }).where('id', '=', order.id).execute())
  expect(await refusal(`order:${order.id}`, {}, `&token=${order.link}`)).toEqual([401, 'sign_in_needed'])
})

test('X-02 the state of a published event is public, that of a draft is not', async () => {
  const draft = await given.draft(shop.harness, shop.organizer)
  const stream = await openStream(live(`event:${event.eventId}:state`))
  expect(stream.status).toBe(200)
  await stream.close()
  expect(await refusal(`event:${draft.eventId}:state`)).toEqual([401, 'sign_in_needed'])
})

test('R-02 topics that are none are refused, never a fault', async () => {
  for (const topics of [
    '',
    'x',
    'event',
    `event:${'-'.repeat(36)}:sales`,
    `order:${'-'.repeat(36)}`,
    `organization:${'a'.repeat(36)}`,
    `planet:${event.eventId}`,
    `event:${event.eventId}:gossip`,
    `event:${event.eventId}`,
    "event:';--:sales",
  ]) {
    const [status] = await refusal(topics, asKey(keys.mine))
    expect([topics, status === 404 || status === 422]).toEqual([topics, true])
  }
})
