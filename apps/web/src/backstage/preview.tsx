'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useMe } from '../shell/me.ts'
import { EventView } from '../stage/event-view.tsx'
import { EmptyState, LoadingLine } from '../shell/states.tsx'
import { usePaths, useReaderLocale } from '../shell/use-paths.ts'
import classes from './backstage.module.css'
import { useOwnEvent } from './event-head.tsx'
import { previewPath } from './event-places.ts'

/** The public page of an event before the public can see it. */
export function Preview({ id }: { readonly id: string }) {
  const t = useTranslations('backstage')
  const stage = useTranslations('stage')
  const locale = useReaderLocale()
  const paths = usePaths()
  const query = useOwnEvent(id)
  const { data: me } = useMe()
  const back = <Link href={paths.editEvent({ id })}>{t('preview.back')}</Link>
  if (me && !me.user)
    return (
      <main className={classes['bare']}>
        <EmptyState title={t('preview.note')} action={<Link href={paths.signIn(previewPath(paths, id))}>{t('preview.signIn')}</Link>} />
      </main>
    )
  if (query.isPending)
    return (
      <main className={classes['bare']}>
        <LoadingLine />
      </main>
    )
  if (!query.data)
    return (
      <main className={classes['bare']}>
        <EmptyState title={t('preview.early')} action={back}>
          {t('preview.earlyText')}
        </EmptyState>
      </main>
    )
  return (
    <main className={classes['preview']}>
      <p className={classes['previewNote']}>
        {t('preview.note')} {query.data.state === 'draft' ? back : <Link href={paths.ownEvent({ id })}>{t('event.back')}</Link>}
      </p>
      <EventView event={query.data} past={[]} locale={locale} t={stage} />
    </main>
  )
}
