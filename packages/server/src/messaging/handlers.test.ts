import { afterAll, beforeAll, expect, test } from 'vitest'
import { given } from '../../test/given.ts'
import { startHarness, type Harness } from '../../test/harness.ts'
import { requestMessage } from './request-message.ts'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(async () => await harness.stop())

async function deadLetter() {
  const organizer = await given.organizer(harness)
  const eventId = harness.world.newId()
  await harness.database.system(async (tx) => {
    await tx.insertInto('events').values({ id: eventId, organization_id: organizer.organizationId, slug: eventId }).execute()
    const channel = { id: 'email' as const, send: () => Promise.reject(new Error('not asked')) }
    await requestMessage(
      tx,
      { world: harness.world, channels: [channel] },
      {
        template: 'refund_processed',
        dedupeKey: `refund:${eventId}`,
        locale: 'es-CO',
        email: 'vale@example.co',
        organizationId: organizer.organizationId,
        eventId,
      },
    )
    await tx
      .updateTable('deliveries')
      .set({ state: 'dead', code: 'fix_payload', reason: 'no such template' })
      .where('event_id', '=', eventId)
      .execute()
  })
  return { organizer, eventId }
}

test('W-02 a team sees its messages and sends a dead letter again', async () => {
  const { organizer, eventId } = await deadLetter()
  const mine = harness.as(organizer.actor)
  const {
    data: [row],
  } = await mine.listMessages({ eventId, state: 'dead' })
  expect(row).toMatchObject({
    template: 'refund_processed',
    channel: 'email',
    recipient: 'vale@example.co',
    state: 'dead',
    reason: 'no such template',
  })
  expect(await mine.retryMessage({ deliveryId: row?.id ?? '' })).toMatchObject({ state: 'queued', reason: null })
  expect((await mine.listMessages({ eventId, state: 'dead' })).data).toEqual([])
})

test('W-02 another organizer neither sees the messages nor sends them again', async () => {
  const { organizer, eventId } = await deadLetter()
  const other = harness.as((await given.organizer(harness)).actor)
  const [row] = (await harness.as(organizer.actor).listMessages({ eventId })).data
  await expect(other.listMessages({ eventId })).rejects.toMatchObject({ code: 'not_found' })
  await expect(other.retryMessage({ deliveryId: row?.id ?? '' })).rejects.toMatchObject({ code: 'not_found' })
})
