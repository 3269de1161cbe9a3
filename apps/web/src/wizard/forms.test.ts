import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readBasics, readMarketing, readTeam, readTickets, readVenue } from './forms.ts'

test('E-01 a step that was saved half-filled, or broken, still opens as a form', () => {
  const names = [
    'title',
    'type',
    'startsAt',
    'types',
    'tiers',
    'members',
    'agenda',
    'lineUp',
    'accent',
    'capacity',
    'venueId',
    'currency',
    'accessibility',
  ]
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), fc.jsonValue()), (saved) => {
      for (const read of [readBasics, readVenue, readTeam, readTickets, readMarketing]) expect(() => read(saved)).not.toThrow()
    }),
  )
})

test('E-01 what was typed is what opens again', () => {
  const type = {
    name: { es: 'General', en: '' },
    quantity: 200,
    tiers: [{ name: { es: 'Preventa', en: '' }, price: { minor: 8_000_000, currency: 'COP' }, quantity: 50 }],
  }
  const [read] = readTickets({ types: [type] }).types
  expect([readTickets({ types: [type] }).ivaBp, readTickets({ ivaBp: 1900 }).ivaBp, readTickets({ ivaBp: 1234 }).ivaBp]).toEqual([0, 1900, 0])
  expect(read).toMatchObject({ name: { es: 'General' }, quantity: 200, tiers: [{ price: { minor: 8_000_000 }, quantity: 50 }] })
})
