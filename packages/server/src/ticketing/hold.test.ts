import fc from 'fast-check'
import { expect, test } from 'vitest'
import { admit, type HoldRequest } from './hold.ts'
import { makeLink, readLink } from './link.ts'
import { Secret } from '#core/secret.ts'
import { mayMove } from './order-states.ts'
import { OrderState } from '@fashionistas/contract'

const pool = (id: string, capacity: number) => ({ id, kind: 'type', capacity, held: 0, sold: 0, blocked: 0 })
/** Nobody holds anything yet. */
const nothing = { openOf: () => 0, usesOf: () => 0 }
const request = (orderId: string, takes: HoldRequest['takes'], idempotencyKey: string | null = null, requestHash = 'a'): HoldRequest => ({
  orderId,
  eventId: 'e',
  idempotencyKey,
  requestHash,
  takes,
  buyer: { email: `${orderId}@example.co`, phone: `+57300${orderId}` },
  promoCode: null,
  order: {},
  lines: [],
  answers: [],
  consents: [],
  audit: {},
  happening: { id: '', type: 'order.held', organizationId: '', data: {}, topics: [], occurredAt: '' },
})

test('T-04 no batch admits more than the pools have, and a refused request would really not have fitted', () => {
  const wish = fc.record({ a: fc.integer({ min: 0, max: 4 }), b: fc.integer({ min: 0, max: 4 }) })
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 40 }), fc.nat(30), fc.nat(30), (wishes, roomA, roomB) => {
      const requests = wishes.map(({ a, b }, at) =>
        request(
          String(at),
          [
            { poolId: 'a', quantity: a },
            { poolId: 'b', quantity: b },
          ].filter(({ quantity }) => quantity > 0),
        ),
      )
      const { admitted, answers } = admit(
        requests,
        new Map([
          ['a', pool('a', roomA)],
          ['b', pool('b', roomB)],
        ]),
        nothing,
      )
      const taken = (id: string, list: readonly HoldRequest[]) =>
        list
          .flatMap(({ takes }) => takes)
          .filter(({ poolId }) => poolId === id)
          .reduce((sum, { quantity }) => sum + quantity, 0)
      expect(taken('a', admitted)).toBeLessThanOrEqual(roomA)
      expect(taken('b', admitted)).toBeLessThanOrEqual(roomB)
      for (const [at, each] of requests.entries()) {
        if (answers.get(each.orderId)?.state !== 'refused') continue
        const before = admitted.filter(({ orderId }) => Number(orderId) < at)
        expect(taken('a', [...before, each]) > roomA || taken('b', [...before, each]) > roomB).toBe(true)
      }
    }),
  )
})

test('T-04 a request that is too large is refused and a smaller one behind it still gets the rest', () => {
  const { answers } = admit(
    [request('1', [{ poolId: 'a', quantity: 3 }]), request('2', [{ poolId: 'a', quantity: 2 }])],
    new Map([['a', pool('a', 2)]]),
    nothing,
  )
  expect([answers.get('1')?.state, answers.get('2')?.state]).toEqual(['refused', 'held'])
})

test('T-04 the same key twice in one batch makes one order; with another body it is refused', () => {
  const takes = [{ poolId: 'a', quantity: 1 }]
  const { admitted, answers } = admit(
    [request('1', takes, 'k'), request('2', takes, 'k'), request('3', takes, 'k', 'b')],
    new Map([['a', pool('a', 9)]]),
    nothing,
  )
  expect(admitted.map(({ orderId }) => orderId)).toEqual(['1'])
  expect([answers.get('2'), answers.get('3')]).toEqual([{ state: 'known', orderId: '1' }, { state: 'key_reused' }])
})

test('T-11 a signed link opens its own order only, and any changed character closes it', () => {
  const secret = new Secret('a secret of the installation, long enough')
  fc.assert(
    fc.property(fc.uuid(), fc.integer({ min: 1, max: 255 }), fc.nat(1000), (orderId, version, place) => {
      const token = makeLink(secret, { orderId, version, expiresAt: new Date('2027-01-01T00:00:00Z') })
      expect(readLink(secret, token)).toEqual({ orderId, version, expiresAt: new Date('2027-01-01T00:00:00Z') })
      const at = place % token.length
      const forged = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`
      // The last character of base64 carries spare bits: a change there may decode to the same bytes, which is no forgery.
      const opened = readLink(secret, forged)
      expect(opened === undefined || opened.orderId === orderId).toBe(true)
      expect(readLink(new Secret('another secret of another installation'), token)).toBeUndefined()
    }),
  )
})

test('T-11 nothing leaves the ends of an order, and paid is never undone into held', () => {
  for (const to of OrderState.options) {
    expect(mayMove('refunded', to)).toBe(false)
    expect(mayMove('cancelled', to)).toBe(false)
  }
  for (const from of ['paid', 'partially_refunded'] as const) expect(mayMove(from, 'held') || mayMove(from, 'expired')).toBe(false)
})
