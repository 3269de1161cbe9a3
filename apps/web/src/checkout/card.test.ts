import { expect, test } from 'vitest'
import { cardProblems, expiryOf } from './card.ts'

const now = new Date('2026-11-21T12:00:00Z')
const card = { number: '4242 4242 4242 4242', holder: 'Ana Restrepo', expiry: '12/28', cvc: '123' }

test('P-02 a card with a right check digit and a month to come passes', () => {
  expect(cardProblems(card, now)).toEqual([])
  expect(cardProblems({ ...card, expiry: '11/26' }, now)).toEqual([])
})

test('P-02 a mistyped digit, a month gone by and a short code are told before anybody is asked', () => {
  expect(cardProblems({ ...card, number: '4242 4242 4242 4241', expiry: '10/26', cvc: '12' }, now)).toEqual(['number', 'expiry', 'cvc'])
})

test('P-02 the expiry is understood as people and browsers write it', () => {
  for (const text of ['04/29', '04 / 29', '0429', '04/2029']) expect(expiryOf(text)).toEqual({ month: '04', year: '29' })
  expect(expiryOf('13/29')).toBeUndefined()
})
