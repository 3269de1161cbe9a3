'use client'
import type { EventDraft, StepName } from '@fashionistas/contract'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { queryKeys } from '../backstage/query-keys.ts'
import { useOrganization } from '../backstage/use-organization.ts'
import { tell, useTellFailure } from '../backstage/use-tell.ts'
import { api } from '../shell/api.ts'
import { refusalCode } from '../shell/problem.ts'
import { usePaths } from '../shell/use-paths.ts'
import { useFieldName, useProblemWords } from './problem-words.ts'
import { steps } from './steps.ts'
import classes from './wizard.module.css'

/** Puts the event on sale, or says what is missing with a way to each field. */
export function PublishPanel({ draft, go }: { readonly draft: EventDraft; readonly go: (step: StepName, field?: string) => void }) {
  const t = useTranslations('wizard')
  const router = useRouter()
  const paths = usePaths()
  const queries = useQueryClient()
  const tellFailure = useTellFailure()
  const { can } = useOrganization()
  const fieldName = useFieldName()
  const words = useProblemWords()
  const publish = useMutation({
    mutationFn: () => api.publishEvent({ eventId: draft.id }),
    onSuccess: async () => {
      await queries.invalidateQueries()
      tell(t('publish.done'))
      router.push(paths.ownEvent({ id: draft.id }))
    },
    onError: async (error) => {
      await queries.invalidateQueries({ queryKey: queryKeys.draft(draft.id) })
      if (refusalCode(error) !== 'event_incomplete') tellFailure(error)
    },
  })
  const missing = steps.flatMap((step) => draft.steps[step].problems.map((problem) => ({ step, ...problem })))
  const isRefused = publish.isError && refusalCode(publish.error) === 'event_incomplete'
  if (!can('events.publish')) return <p className={classes['hint']}>{t('publish.notYours')}</p>
  return (
    <section className={classes['publish']} aria-labelledby="publish-title">
      <h2 id="publish-title">{t('publish.title')}</h2>
      <p>{missing.length === 0 ? t('publish.ready') : t('publish.text')}</p>
      <Button size="md" loading={publish.isPending || publish.isSuccess} onClick={() => publish.mutate()}>
        {t('publish.action')}
      </Button>
      {isRefused && missing.length > 0 ? (
        <div role="alert">
          <p>
            <strong>{t('publish.incomplete', { count: missing.length })}</strong>
          </p>
          <ul className={classes['missing']}>
            {missing.map(({ step, path, code }) => (
              <li key={`${step}.${path}`}>
                <button type="button" onClick={() => go(step, path || step)}>
                  {t(`step.${step}`)}
                  {path ? ` · ${fieldName(step, path)}` : ''}
                </button>{' '}
                <span>{words({ path, code }, undefined)}</span>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </section>
  )
}
