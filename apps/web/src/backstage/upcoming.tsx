import type { OrganizerDashboard } from '@fashionistas/contract'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { dayParts, formatMoney } from '../shell/format.ts'
import { textOf } from '../shell/locale.ts'
import { usePaths, useReaderLocale } from '../shell/use-paths.ts'
import classes from './backstage.module.css'
import { Panel } from './panel.tsx'
import { SoldBar } from './sold-bar.tsx'
import { StateMark } from './state-mark.tsx'
import { toneOfEvent } from './tones.ts'

/** The next events, the date as a large numeral, with what is sold. */
export function Upcoming({ events }: { readonly events: OrganizerDashboard['upcoming'] }) {
  const t = useTranslations('backstage')
  const locale = useReaderLocale()
  const paths = usePaths()
  return (
    <Panel title={t('upcoming.title')} aside={<Link href={paths.ownEvents()}>{t('upcoming.all')}</Link>}>
      {events.length === 0 ? (
        <p className={classes['calm']}>{t('upcoming.none')}</p>
      ) : (
        <ul className={classes['upcoming']}>
          {events.map((event) => (
            <li key={event.id}>
              <Link href={paths.ownEvent({ id: event.id })} className={classes['upcomingEvent']}>
                <DateNumeral startsAt={event.startsAt} timeZone={event.timeZone} />
                <span className={classes['upcomingText']}>
                  <strong>{textOf(event.title, locale) || t('events.untitled')}</strong>
                  <span className={classes['upcomingNote']}>
                    <StateMark tone={toneOfEvent[event.state]}>{t(`eventState.${event.state}`)}</StateMark>
                    {event.city ? <span>{event.city}</span> : null}
                    {event.revenue ? <span>{formatMoney(event.revenue, locale)}</span> : null}
                  </span>
                </span>
                <SoldBar sold={event.sold} capacity={event.capacity} label={textOf(event.title, locale)} />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

/** Day large, month and weekday small; a dash while the date is open. */
export function DateNumeral({ startsAt, timeZone }: { readonly startsAt: string | null; readonly timeZone: string }) {
  const locale = useReaderLocale()
  const t = useTranslations('backstage')
  if (!startsAt)
    return (
      <span className={classes['numeral']}>
        <span aria-hidden="true">–</span>
        <small>{t('events.noDate')}</small>
      </span>
    )
  const { day, month, weekday } = dayParts(startsAt, timeZone, locale)
  return (
    <time className={classes['numeral']} dateTime={startsAt}>
      {day}
      <small>
        {month} · {weekday}
      </small>
    </time>
  )
}
