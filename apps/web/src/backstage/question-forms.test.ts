import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formsOf, moved, newQuestion, problemWith, wantedOf, withKind, withOption } from './question-forms.ts'

const words = (es: string, en = '') => ({ es, en })

test('T-07 a question is ready to be asked when it says something, and a choice when there are two things to choose', () => {
  const asked = { ...newQuestion('a'), label: words('¿Menú?') }
  const choice = withKind(asked, 'choice')
  expect([newQuestion('a'), asked, choice].map(problemWith)).toEqual(['label', undefined, 'options'])
  expect(problemWith({ ...choice, options: [words('Vegano'), words(' Vegano ')] })).toBe('options')
  expect(problemWith({ ...withOption(choice), options: [words('Vegano'), words('Con carne')] })).toBeUndefined()
})

test('T-07 what is left empty is not sent, and options of another kind neither', () => {
  const choice = { ...withKind(newQuestion('a'), 'choice'), label: words(' ¿Menú? ', 'Menu?'), options: [words('Vegano', ' '), words('')] }
  expect(wantedOf(choice)).toEqual({ kind: 'choice', label: { es: '¿Menú?', en: 'Menu?' }, options: [{ es: 'Vegano' }], isRequired: false })
  expect(wantedOf(withKind(choice, 'text')).options).toEqual([])
  expect(formsOf([])).toEqual([])
})

test('T-07 moving a question loses none, and moving it back restores the order', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer(), { minLength: 1 }), fc.nat(), fc.constantFrom(-1, 1), (rows, place, step) => {
      const from = place % rows.length
      const after = moved(rows, from, step)
      expect(new Set(after)).toEqual(new Set(rows))
      expect(after).toHaveLength(rows.length)
      const to = Math.max(0, Math.min(rows.length - 1, from + step))
      expect(after[to]).toBe(rows[from])
      expect(to === from ? after : moved(after, to, step === 1 ? -1 : 1)).toEqual(rows)
    }),
  )
})
