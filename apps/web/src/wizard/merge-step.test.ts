import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compact, mergeStep, sameValue } from './merge-step.ts'

const fields = fc.dictionary(
  fc.constantFrom('title', 'type', 'startsAt', 'summary'),
  fc.oneof(fc.string(), fc.integer(), fc.record({ es: fc.string() })),
)

test('E-01 what another device saved arrives where nothing was typed here, and what was typed here stays', () => {
  const base = { title: { es: 'Noche' }, type: 'fashion' }
  const mine = { title: { es: 'Noche de telas' }, type: 'fashion' }
  const theirs = { title: { es: 'Noche larga' }, type: 'concert', summary: { es: 'Hilo y luz' } }
  expect(mergeStep(base, mine, theirs)).toEqual({ title: { es: 'Noche de telas' }, type: 'concert', summary: { es: 'Hilo y luz' } })
})

test('E-01 who typed nothing gets exactly what the other saved', () => {
  fc.assert(
    fc.property(fields, fields, (base, theirs) => {
      expect(mergeStep(base, base, theirs)).toEqual(theirs)
    }),
  )
})

test('E-01 when nobody else saved, what was typed here is kept whole', () => {
  fc.assert(
    fc.property(fields, fields, (base, mine) => {
      expect(mergeStep(base, mine, base)).toEqual(mine)
    }),
  )
})

test('E-01 a field emptied here stays empty', () => {
  expect(mergeStep({ title: 'a', type: 'b' }, { type: 'b' }, { title: 'a', type: 'c' })).toEqual({ type: 'c' })
})

test('E-01 the order of names makes no difference', () => {
  expect(sameValue({ es: 'a', en: { x: 1, y: 2 } }, { en: { y: 2, x: 1 }, es: 'a' })).toBe(true)
})

test('E-01 empty answers are left out, rows of a list keep their place', () => {
  expect(
    compact({
      title: { es: '', en: '' },
      capacity: null,
      isDonation: false,
      quantity: 0,
      agenda: [{ time: '', title: { es: '' } }, { time: '19:30' }],
    }),
  ).toEqual({ isDonation: false, quantity: 0, agenda: [{}, { time: '19:30' }] })
})
