'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { googleCalendar } from './google-calendar.ts'
import styles from './share-line.module.css'

type Props = {
  readonly event: { readonly id: string; readonly title: string; readonly startsAt: string; readonly endsAt: string; readonly place: string }
}

/** Add to the calendar, tell a friend. */
export function ShareLine({ event }: Props) {
  const t = useTranslations('event')
  const [copied, setCopied] = useState(false)
  const share = async () => {
    const link = { title: event.title, url: window.location.href }
    if (typeof navigator.share === 'function') return await navigator.share(link).catch(() => undefined) // closed by the person: nothing to say
    await navigator.clipboard.writeText(link.url)
    setCopied(true)
  }
  return (
    <div className={styles.line}>
      <a href={`/api/v1/events/${event.id}/calendar.ics`} download>
        {t('calendar')}
      </a>
      <a href={googleCalendar(event)} target="_blank" rel="noreferrer">
        Google Calendar
      </a>
      <button type="button" onClick={() => void share()}>
        {t('share')}
      </button>
      <span role="status">{copied ? t('copied') : ''}</span>
    </div>
  )
}
