import { expect, test } from 'vitest'
import { buyerOf, problemsOf } from './buyer.ts'

const form = { name: 'Ana Restrepo', email: 'ana@example.co', phone: '300 123 4567', terms: 'yes', personalData: 'yes' }

test('T-07 a buyer with name, email, phone and both consents may go on; marketing is never needed', () => {
  expect(problemsOf(form)).toEqual([])
  expect(buyerOf(form)).toEqual({ name: 'Ana Restrepo', email: 'ana@example.co', phone: '+573001234567' })
})

test('T-07 what is missing is told in the order of the page', () => {
  expect(problemsOf({})).toEqual(['name', 'email', 'phone', 'terms', 'personalData'])
})

test('T-07 each Colombian document has its own shape', () => {
  const withDocument = (documentType: string, documentNumber: string) => problemsOf({ ...form, documentType, documentNumber })
  expect(withDocument('CC', '1.020.304.050')).toEqual([])
  expect(withDocument('CC', 'AB123456')).toEqual(['document'])
  expect(withDocument('PP', 'AB123456')).toEqual([])
  expect(withDocument('NIT', '900123456-8')).toEqual([])
})
