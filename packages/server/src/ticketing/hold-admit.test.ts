import { expect, test } from 'vitest'
import { admit, type HoldRequest, type Standing } from './hold.ts'

const pool = (id: string, over: object = {}) => ({ id, kind: 'type', capacity: 10, held: 0, sold: 0, blocked: 0, ...over })
const pools = new Map([pool('a'), pool('b', { kind: 'shared', capacity: 1 }), pool('endless', { capacity: null })].map((each) => [each.id, each]))
const nothing: Standing = { openOf: () => 0, usesOf: () => 0 }
const request = (orderId: string, over: Partial<HoldRequest> = {}): HoldRequest => ({
  orderId,
  eventId: 'e',
  idempotencyKey: null,
  requestHash: 'hash',
  takes: [{ poolId: 'a', quantity: 1 }],
  buyer: { email: `${orderId}@example.co`, phone: `+57${orderId}` },
  promoCode: null,
  order: {},
  lines: [],
  answers: [],
  consents: [],
  audit: {},
  happening: { id: '', type: 'order.held', organizationId: '', data: {}, topics: [], occurredAt: '' },
  ...over,
})
const answersTo = (requests: readonly HoldRequest[], standing: Standing = nothing, stock = pools) => {
  const { admitted, answers } = admit(requests, stock, standing)
  return { admitted: admitted.map(({ orderId }) => orderId), answers: requests.map(({ orderId }) => answers.get(orderId)) }
}
const held = (orderId: string) => ({ state: 'held', orderId })
const shortOf = (id: string, kind: string) => ({ state: 'refused', pool: { id, kind } })
const take = (poolId: string, quantity: number) => ({ poolId, quantity })

test('T-04 what an earlier request of the batch took is gone for the later ones, to the last place', () => {
  const wishes = [4, 6, 1].map((quantity, at) => request(String(at), { takes: [take('a', quantity)] }))
  expect(answersTo(wishes)).toEqual({ admitted: ['0', '1'], answers: [held('0'), held('1'), shortOf('a', 'type')] })
})

test('T-04 held, sold and blocked places are none to take, and a pool without capacity has always some', () => {
  const stock = new Map([['a', pool('a', { held: 2, sold: 3, blocked: 4 })]])
  expect(answersTo([request('1', { takes: [take('a', 2)] }), request('2')], nothing, stock).answers).toEqual([shortOf('a', 'type'), held('2')])
  expect(answersTo([request('1', { takes: [take('endless', 1_000_000)] })]).answers).toEqual([held('1')])
})

test('T-04 two lines that take from one pool are counted together, and the pool that is short is named', () => {
  expect(answersTo([request('1', { takes: [take('a', 6), take('a', 5)] })]).answers).toEqual([shortOf('a', 'type')])
  expect(answersTo([request('1', { takes: [take('a', 5), take('a', 5)] })]).answers).toEqual([held('1')])
  expect(answersTo([request('1', { takes: [take('a', 1), take('b', 2)] })]).answers).toEqual([shortOf('b', 'shared')])
  expect(answersTo([request('1', { takes: [take('nowhere', 1)] })]).answers).toEqual([shortOf('nowhere', 'unknown')])
})

test('T-04 a refused request takes nothing from those behind it', () => {
  const wishes = [request('1', { takes: [take('a', 10), take('b', 2)] }), request('2', { takes: [take('a', 10)] })]
  expect(answersTo(wishes)).toEqual({ admitted: ['2'], answers: [shortOf('b', 'shared'), held('2')] })
})

test('T-04 a fourth unpaid order of a buyer is held, a fifth is not', () => {
  expect(answersTo([request('1')], { ...nothing, openOf: () => 3 }).answers).toEqual([held('1')])
  expect(answersTo([request('1')], { ...nothing, openOf: () => 4 }).answers).toEqual([{ state: 'too_many_open', open: 4 }])
  const buyer = { email: 'ana@example.co', phone: '+571' }
  const asked: unknown[] = []
  const openOf = (who: HoldRequest['buyer']) => {
    asked.push(who)
    return 0
  }
  answersTo([request('1', { buyer })], { ...nothing, openOf })
  expect(asked).toEqual([buyer])
})

test('T-04 orders of one batch count too: by the mail or by the phone of the buyer, and by nothing else', () => {
  const [mail, phone] = ['ana@example.co', '+571']
  const same = (at: string) => request(at, { buyer: { email: at < '2' ? mail : `${at}@example.co`, phone } })
  expect(answersTo(['0', '1', '2', '3', '4'].map(same)).answers.at(-1)).toEqual({ state: 'too_many_open', open: 4 })
  const byMail = (at: string) => request(at, { buyer: { email: mail, phone: `+57${at}` } })
  expect(answersTo(['0', '1', '2', '3', '4'].map(byMail)).answers.at(-1)).toEqual({ state: 'too_many_open', open: 4 })
  expect(answersTo(['0', '1', '2', '3', '4', '5'].map((at) => request(at))).admitted).toHaveLength(6)
})

test('T-06 a buyer uses a code as often as it may be used, counting the uses of this batch', () => {
  const buyer = { email: 'ana@example.co', phone: '+571' }
  const withCode = (at: string, id = 'code') => request(at, { buyer, promoCode: { id, maxPerBuyer: 2 } })
  const asked: unknown[] = []
  const usesOf: Standing['usesOf'] = (...question) => {
    asked.push(question)
    return 1
  }
  expect(answersTo([withCode('1'), withCode('2'), withCode('3', 'other'), request('4', { buyer })], { ...nothing, usesOf }).answers).toEqual([
    held('1'),
    { state: 'code_used_by_buyer' },
    held('3'),
    held('4'),
  ])
  expect(asked[0]).toEqual(['code', buyer])
  expect(answersTo([request('1', { promoCode: { id: 'code', maxPerBuyer: 1 } })], { ...nothing, usesOf }).answers).toEqual([
    { state: 'code_used_by_buyer' },
  ])
})

test('T-04 a repeated key gets the answer of the first, with another body it is refused, and it takes nothing', () => {
  const keyed = (orderId: string, over: Partial<HoldRequest> = {}) => request(orderId, { idempotencyKey: 'key', ...over })
  expect(answersTo([keyed('1'), keyed('2'), keyed('3', { requestHash: 'other' })])).toEqual({
    admitted: ['1'],
    answers: [held('1'), { state: 'known', orderId: '1' }, { state: 'key_reused' }],
  })
  const tooMuch = { takes: [take('a', 11)] }
  expect(answersTo([keyed('1', tooMuch), keyed('2', tooMuch)]).answers).toEqual([shortOf('a', 'type'), shortOf('a', 'type')])
  expect(answersTo([request('1'), request('2')]).answers).toEqual([held('1'), held('2')])
  expect(answersTo([keyed('1'), request('2', { idempotencyKey: 'another' })]).answers).toEqual([held('1'), held('2')])
})
