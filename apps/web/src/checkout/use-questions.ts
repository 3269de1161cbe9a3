'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { api } from '../shell/api.ts'
import { refusalCode, useProblem } from '../shell/problem.ts'
import { Refusal } from '../shell/wire.ts'
import { answerIn, missingIn } from './answers.ts'
import type { CheckoutEvent } from './checkout.tsx'
import type { Form } from './kept-form.ts'

export const isAnswerRefusal = (error: unknown): boolean => ['answer_missing', 'answer_wrong'].includes(refusalCode(error) ?? '')

/** What the organizer asks. The page may be minutes old: when an answer is refused, the questions are asked for anew. */
export function useQuestions({ id, slug, questions: known }: CheckoutEvent, form: Form, refusal: unknown) {
  const t = useTranslations('checkout.questions')
  const problem = useProblem()
  const isRefused = isAnswerRefusal(refusal)
  const fresh = useQuery({
    queryKey: ['questions', id],
    queryFn: () => api.getEvent({ idOrSlug: slug }),
    enabled: isRefused,
    staleTime: 0,
  })
  const questions = fresh.data?.questions ?? known
  const refusedId = isRefused && refusal instanceof Refusal ? refusal.details['questionId'] : undefined
  return {
    questions,
    isReading: fresh.isFetching,
    missing: missingIn(form, questions),
    /** Said once the person has tried to go on: what is missing, and what the api did not take while it is still empty. */
    problemOf: (questionId: string): string | undefined => {
      const question = questions.find((one) => one.id === questionId)
      if (!question) return undefined
      if (question.isRequired && answerIn(form, question) === '') return t(question.kind === 'text' ? 'missing' : 'missingChoice')
      return refusedId === questionId && answerIn(form, question) === '' ? problem(refusal).detail : undefined
    },
  }
}
