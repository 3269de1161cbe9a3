import { OrderState } from '@fashionistas/contract'
import { expect, test } from 'vitest'
import { hasTickets, holdsStock, mayMove } from './order-states.ts'

test('T-11 an order moves as this says and in no other way', () => {
  const moves = Object.fromEntries(
    OrderState.options.map((from) => [
      from,
      OrderState.options
        .filter((to) => mayMove(from, to))
        .toSorted()
        .join(' '),
    ]),
  )
  expect(moves).toEqual({
    held: 'expired paid pending_payment released',
    pending_payment: 'expired held late_paid paid released',
    paid: 'cancelled partially_refunded refunded',
    partially_refunded: 'cancelled partially_refunded refunded',
    refunded: '',
    cancelled: '',
    expired: 'late_paid paid',
    released: 'late_paid paid',
    late_paid: 'refunded',
  })
})

test('T-11 stock is held before the payment, tickets are there after it', () => {
  expect(OrderState.options.filter((state) => holdsStock(state)).toSorted()).toEqual(['held', 'pending_payment'])
  expect(OrderState.options.filter((state) => hasTickets(state)).toSorted()).toEqual(['paid', 'partially_refunded'])
})
