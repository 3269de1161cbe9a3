'use client'
import type { EventId } from '@fashionistas/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { api } from '../shell/api.ts'
import { refusalCode } from '../shell/problem.ts'
import { sameValue } from '../wizard/merge-step.ts'
import { queryKeys } from './query-keys.ts'
import { formsOf, problemWith, wantedOf } from './question-forms.ts'
import { tell, useTellFailure } from './use-tell.ts'

export type SavedQuestions = Awaited<ReturnType<typeof api.listQuestions>>

/** The questions in hand, over those that they began from: who saves over newer ones is told, and keeps what they wrote until they take the newer. */
export function useQuestionsForm(eventId: EventId, saved: SavedQuestions) {
  const t = useTranslations('backstage.questions')
  const queries = useQueryClient()
  const tellFailure = useTellFailure()
  // Not from the props: a newer list that arrives meanwhile was not read by who edits.
  const [base, setBase] = useState(saved)
  const [forms, setForms] = useState(() => formsOf(saved.data))
  const beginFrom = (newest: SavedQuestions) => {
    queries.setQueryData(queryKeys.questions(eventId), newest)
    setBase(newest)
    setForms(formsOf(newest.data))
  }
  const save = useMutation({
    mutationFn: () => api.saveQuestions({ eventId, questions: forms.map(wantedOf) }, { ifMatch: base.version }),
    onSuccess: (answer) => {
      beginFrom(answer)
      tell(t('saved'))
    },
    onError: (error) => {
      if (!isStale(error)) tellFailure(error)
    },
  })
  const takeNewest = useMutation({
    mutationFn: () => api.listQuestions({ eventId }),
    onSuccess: (newest) => {
      beginFrom(newest)
      save.reset()
    },
    onError: tellFailure,
  })
  return {
    forms,
    setForms,
    save,
    takeNewest,
    isOvertaken: isStale(save.error),
    isSame: sameValue(forms.map(wantedOf), formsOf(base.data).map(wantedOf)),
    isWrong: forms.some((form) => problemWith(form) !== undefined),
  }
}

const isStale = (error: unknown): boolean => refusalCode(error) === 'version_stale'
