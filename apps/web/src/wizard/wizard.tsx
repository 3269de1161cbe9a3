'use client'
import type { EventDraft, StepName } from '@fashionistas/contract'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Asked } from '../backstage/asked.tsx'
import { previewPath } from '../backstage/event-places.ts'
import { PageHead } from '../backstage/panel.tsx'
import { queryKeys } from '../backstage/query-keys.ts'
import { useLiveQueries } from '../backstage/use-live-queries.ts'
import { useUrlState } from '../backstage/use-url-state.ts'
import { api } from '../shell/api.ts'
import { textOf } from '../shell/locale.ts'
import { EmptyState } from '../shell/states.tsx'
import { usePaths, useReaderLocale } from '../shell/use-paths.ts'
import { readBasics } from './forms.ts'
import { PublishPanel } from './publish-panel.tsx'
import { StepForm } from './step-form.tsx'
import { StepList } from './step-list.tsx'
import { stepOf } from './steps.ts'
import classes from './wizard.module.css'

/** An event in five steps. The step stands in the address; what another device saves shows here within a moment. */
export function Wizard({ id }: { readonly id: string }) {
  const query = useQuery({
    queryKey: queryKeys.draft(id),
    queryFn: ({ signal }) => api.getDraft({ eventId: id }, { signal }),
    refetchOnWindowFocus: 'always',
    refetchInterval: 8_000,
  })
  useLiveQueries([`event:${id}:state`], queryKeys.draft(id))
  return <Asked query={query}>{(draft) => (draft.state === 'draft' ? <OpenWizard draft={draft} /> : <Closed id={id} />)}</Asked>
}

function OpenWizard({ draft }: { readonly draft: EventDraft }) {
  const t = useTranslations('wizard')
  const locale = useReaderLocale()
  const paths = usePaths()
  const url = useUrlState({ step: 'basics', field: '' })
  const step = stepOf(url.read('step'))
  const go = (next: StepName, field = '') => {
    url.set({ step: next, field })
    window.scrollTo({ top: 0 })
  }
  const title = textOf(readBasics(draft.steps.basics.saved ?? {}).title, locale)
  return (
    <div className={classes['wizard']}>
      <PageHead title={title || t('untitled')} above={<Link href={`${paths.ownEvents()}?when=drafts`}>{t('back')}</Link>}>
        <Link href={previewPath(paths, draft.id)} className={classes['preview'] ?? ''}>
          {t('preview')}
        </Link>
      </PageHead>
      <div className={classes['columns']}>
        <StepList draft={draft} current={step} go={go} />
        <div className={classes['work']}>
          <StepForm key={step} draft={draft} step={step} wanted={url.read('field')} go={go} />
          {step === 'marketing' ? <PublishPanel draft={draft} go={go} /> : null}
        </div>
      </div>
    </div>
  )
}

function Closed({ id }: { readonly id: string }) {
  const t = useTranslations('wizard')
  const paths = usePaths()
  return (
    <EmptyState title={t('closed.title')} action={<Link href={paths.ownEvent({ id })}>{t('closed.action')}</Link>}>
      {t('closed.text')}
    </EmptyState>
  )
}
