import { afterAll, beforeAll, expect, test } from 'vitest'
import { Secret } from '#core/secret.ts'
import { given } from '../../test/given.ts'
import { refusalOf } from '../../test/harness.ts'
import { openShop, type Shop } from '../../test/shop.ts'
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
