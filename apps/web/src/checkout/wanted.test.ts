import { TicketTypeId } from '@fashionistas/contract'
import { expect, test } from 'vitest'
import { mostOf, nextQuantity, wantedOf } from './wanted.ts'

const type = (number: number, more: object = {}) => ({
  id: TicketTypeId.parse(`00000000-0000-4000-8000-00000000000${number}`),
  minPerOrder: 1,
  maxPerOrder: 10,
  isDonation: false,
  price: { minor: 12_000_000, currency: 'COP' as const },
  sale: { state: 'on_sale' as const, left: null },
  ...more,
})
const gone = { state: 'sold_out' as const }

test('T-01 before anything is chosen, the first type that can be bought is in the total', () => {
  expect(
    wantedOf({}, [
      { ...type(1), sale: gone },
      { ...type(2), minPerOrder: 2 },
    ]),
  ).toEqual([{ typeId: type(2).id, quantity: 2 }])
})

test('T-01 one cannot ask for more than is left or than an order may hold', () => {
  expect(mostOf(type(1, { maxPerOrder: 4 }))).toBe(4)
  const few = { ...type(1), sale: { state: 'on_sale' as const, left: 3 } }
  expect(wantedOf({ [`quantity:${few.id}`]: '9' }, [few])).toEqual([{ typeId: few.id, quantity: 3 }])
})

test('T-05 a donation carries what the person gives', () => {
  const gift = type(1, { isDonation: true })
  expect(wantedOf({ [`quantity:${gift.id}`]: '1', [`amount:${gift.id}`]: '50.000' }, [gift])).toEqual([
    { typeId: gift.id, quantity: 1, amount: { minor: 5_000_000, currency: 'COP' } },
  ])
})

test('T-01 the steps jump over quantities that the organizer does not sell', () => {
  const pair = type(1, { minPerOrder: 2 })
  expect(nextQuantity(0, 1, pair, 10)).toBe(2)
  expect(nextQuantity(2, -1, pair, 10)).toBe(0)
  expect(nextQuantity(10, 1, pair, 10)).toBe(10)
})
