import { afterAll, beforeAll, expect, test } from 'vitest'
import { Secret } from '#core/secret.ts'
import { given } from '../../test/given.ts'
import { refusalOf } from '../../test/harness.ts'
import { approvingNequi, openShop, type Shop } from '../../test/shop.ts'
import { makeLink, readLink } from './link.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(async () => await shop.stop())

test('T-11 a link opens its order until its last day is over, and then says that it has ended', async () => {
  const { config, world } = shop.harness
  const order = await shop.buy(await shop.event(), 1)
  const token = order.link ?? ''
  const guest = shop.harness.as(given.guest())
  const ends = readLink(new Secret(config.SECRET), token)?.expiresAt ?? new Date(0)
  const before = world.now()
  try {
    world.set(ends)
    expect((await guest.openLink({ token })).code).toBe(order.code)
    world.move(1)
    expect(await refusalOf(guest.openLink({ token }))).toBe('link_expired')
    expect(await refusalOf(guest.resendTickets({ orderId: order.id, token, channel: 'email' }))).toBe('not_found')
  } finally {
    world.set(before)
  }
  const forged = makeLink(new Secret('the secret of somebody else here'), { orderId: order.id, version: 1, expiresAt: ends })
  expect(await refusalOf(guest.openLink({ token: forged }))).not.toBe('link_expired')
})

test('T-11 who of the team may only read orders changes none, and a stranger finds none', async () => {
  const { harness, organizer } = shop
  const event = await shop.event()
  const [held, paid] = [await shop.hold(event, 1), await shop.buy(event, 1)]
  const { data: offers } = await harness.as(given.guest()).listPaymentMethods({ orderId: held.id, token: held.link ?? undefined })
  const acceptances = offers.find(({ method }) => method === 'nequi')?.acceptances ?? []
  const reader = await given.member(harness, organizer.organizationId, 'finance')
  const stranger = await given.organizer(harness, { organization: 'Otra casa' })
  for (const [{ actor }, code] of [
    [reader, 'permission_missing'],
    [stranger, 'not_found'],
  ] as const) {
    const client = harness.as(actor)
    expect([
      await refusalOf(client.releaseOrder({ orderId: held.id })),
      await refusalOf(client.changeOrder({ orderId: held.id, buyer: { name: 'Otra Persona' } }, { ifMatch: held.version })),
      await refusalOf(client.startPayment({ orderId: held.id, method: 'nequi', details: approvingNequi, acceptances })),
      await refusalOf(client.resendTickets({ orderId: paid.id, channel: 'email' })),
    ]).toEqual([code, code, code, code])
  }
  expect(await harness.as(reader.actor).getOrder({ orderId: held.id })).toMatchObject({ state: 'held' })
})

test('T-11 nobody pays by a link that was withdrawn or has ended', async () => {
  const { harness } = shop
  const order = await shop.hold(await shop.event(), 1)
  const guest = harness.as(given.guest())
  const { data: offers } = await guest.listPaymentMethods({ orderId: order.id, token: order.link ?? undefined })
  const acceptances = offers.find(({ method }) => method === 'nequi')?.acceptances ?? []
  const secret = new Secret(harness.config.SECRET)
  const pay = (facts: { readonly version: number; readonly expiresAt: Date }) =>
    guest.startPayment({
      orderId: order.id,
      token: makeLink(secret, { orderId: order.id, ...facts }),
      method: 'nequi',
      details: approvingNequi,
      acceptances,
    })
  const [lastYear, nextYear] = [new Date('2025-11-02T15:00:00Z'), new Date('2027-11-02T15:00:00Z')]
  expect([await refusalOf(pay({ version: 2, expiresAt: nextYear })), await refusalOf(pay({ version: 1, expiresAt: lastYear }))]).toEqual([
    'not_found',
    'not_found',
  ])
  expect((await pay({ version: 1, expiresAt: nextYear })).state).toBe('succeeded')
})
