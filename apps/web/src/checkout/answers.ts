import type { Question } from '@fashionistas/contract'
import type { Form } from './kept-form.ts'

const nameOf = ({ id }: Pick<Question, 'id'>): string => `answer:${id}`
export const keepAnswer = (question: Question, value: string): Form => ({ [nameOf(question)]: value })

/** What was answered, when it still is an answer: the organizer may have changed the options since. */
export function answerIn(form: Form, question: Question): string {
  const value = (form[nameOf(question)] ?? '').trim()
  switch (question.kind) {
    case 'text':
      return value
    case 'yes_no':
      return value === 'yes' || value === 'no' ? value : ''
    case 'choice':
      return question.options.some(({ es }) => es === value) ? value : ''
  }
}

export const typedIn = (form: Form, question: Question): string => form[nameOf(question)] ?? ''

/** The questions that must be answered and are not. */
export const missingIn = (form: Form, questions: readonly Question[]): readonly string[] =>
  questions.flatMap((question) => (question.isRequired && answerIn(form, question) === '' ? [question.id] : []))

/** The answers as the api takes them; what was left empty is left out. */
export const answersOf = (form: Form, questions: readonly Question[]) =>
  questions.flatMap((question) => {
    const value = answerIn(form, question)
    return value === '' ? [] : [{ questionId: question.id, value }]
  })
