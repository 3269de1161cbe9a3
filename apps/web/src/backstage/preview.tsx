'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { EventView } from '../stage/event-view.tsx'
import { EmptyState, LoadingLine } from '../shell/states.tsx'
import { usePaths, useReaderLocale } from '../shell/use-paths.ts'
import classes from './backstage.module.css'
import { useOwnEvent } from './event-head.tsx'

/** The public page of an event before the public can see it. */
export function Preview({ id }: { readonly id: string }) {
  const t = useTranslations('backstage')
  const stage = useTranslations('stage')
  const locale = useReaderLocale()
  const paths = usePaths()
  const query = useOwnEvent(id)
  const back = <Link href={paths.editEvent({ id })}>{t('preview.back')}</Link>
  if (query.isPending) return <LoadingLine />
  if (!query.data) return <EmptyState title={t('preview.early')} action={back}>{t('preview.earlyText')}</EmptyState>
  return (
    <>
      <p className={classes['notice']}>{t('preview.note')} {query.data.state === 'draft' ? back : <Link href={paths.ownEvent({ id })}>{t('event.back')}</Link>}</p>
      <EventView event={query.data} past={[]} locale={locale} t={stage} />
    </>
  )
}
