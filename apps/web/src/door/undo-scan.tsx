'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { api } from '../shell/api.ts'
import { useProblem } from '../shell/problem.ts'
import classes from './door.module.css'

/** Takes back an admission; the reason stays with the scan. */
export function UndoScan({ scanId, done }: { readonly scanId: string; readonly done: () => void }) {
  const t = useTranslations('door')
  const queries = useQueryClient()
  const problemOf = useProblem()
  const [isAsking, setAsking] = useState(false)
  const undo = useMutation({
    mutationFn: (reason: string) => api.undoScan({ scanId, reason }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['event'] })
      done()
    },
  })
  if (!isAsking)
    return (
      <button type="button" onClick={() => setAsking(true)}>
        {t('undo.open')}
      </button>
    )
  return (
    <div className={classes['undo']} role="group" aria-label={t('undo.why')}>
      <p>{t('undo.why')}</p>
      {(['wrong_person', 'did_not_enter', 'mistake'] as const).map((reason) => (
        <button key={reason} type="button" disabled={undo.isPending} onClick={() => undo.mutate(t(`undo.reason.${reason}`))}>
          {t(`undo.reason.${reason}`)}
        </button>
      ))}
      <button type="button" onClick={() => setAsking(false)}>
        {t('undo.leave')}
      </button>
      {undo.isError ? <p role="alert">{problemOf(undo.error).title}</p> : null}
    </div>
  )
}
