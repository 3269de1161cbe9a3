import type { Question } from '@fashionistas/contract'
import { expect, test } from 'vitest'
import { answersOf, keepAnswer, missingIn } from './answers.ts'

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- ids are branded texts; here any text will do
const id = (text: string) => text as Question['id']
const menu: Question = {
  id: id('menu'),
  kind: 'choice',
  label: { es: '¿Menú?' },
  options: [{ es: 'Vegetariano' }, { es: 'Con carne' }],
  isRequired: true,
}
const how: Question = { id: id('how'), kind: 'text', label: { es: '¿Cómo supiste?' }, options: [], isRequired: false }
const party: Question = { id: id('party'), kind: 'yes_no', label: { es: '¿Vas al coctel?' }, options: [], isRequired: true }

test('T-07 what must be answered and is not is named, also when its option is gone', () => {
  expect(missingIn({}, [menu, how, party])).toEqual(['menu', 'party'])
  expect(missingIn({ ...keepAnswer(menu, 'Pescado'), ...keepAnswer(party, 'no') }, [menu, how, party])).toEqual(['menu'])
})

test('T-07 answers are sent trimmed, and empty ones not at all', () => {
  const form = { ...keepAnswer(menu, 'Vegetariano'), ...keepAnswer(how, '  por una amiga '), ...keepAnswer(party, 'yes') }
  expect(answersOf(form, [menu, how, party])).toEqual([
    { questionId: 'menu', value: 'Vegetariano' },
    { questionId: 'how', value: 'por una amiga' },
    { questionId: 'party', value: 'yes' },
  ])
  expect(answersOf({ ...keepAnswer(how, '   ') }, [how])).toEqual([])
})
