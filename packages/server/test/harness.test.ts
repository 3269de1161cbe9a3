import { expect, test } from 'vitest'
import { given } from './given.ts'
import { startHarness } from './harness.ts'

test('E-01 an event that tests are given is on sale through the real product', async () => {
  const harness = await startHarness()
  const organizer = await given.organizer(harness)
  const event = await given.event(harness, organizer, {
    title: 'Noche de lino',
    types: [
      { name: 'General', quantity: 50 },
      { name: 'VIP', priceMinor: 30_000_000, admissions: 2 },
    ],
  })
  const seen = await harness.as(given.guest()).getEvent({ idOrSlug: event.slug })
  expect(seen).toMatchObject({
    id: event.eventId,
    state: 'active',
    types: [{ price: { minor: 12_000_000, currency: 'COP' }, sale: { state: 'on_sale' } }, { price: { minor: 30_000_000 } }],
  })
  await harness.drain()
  await harness.stop()
})
