import type { EventDetail } from '@fashionistas/contract'
import { formatTime } from '../shell/format.ts'
import { textOf } from '../shell/locale.ts'
import type { Locale } from '../shell/locale.ts'
import type { Translator } from '../shell/messages.ts'
import styles from './event-notes.module.css'

/** What to know before going, and what happens with the money if you cannot go. */
export function EventNotes({ event, locale, t }: { readonly event: EventDetail; readonly locale: Locale; readonly t: Translator }) {
  const notes = [
    { label: t('doors'), words: event.doorsAt ? formatTime(event.doorsAt, event.timeZone, locale) : null },
    { label: t('dressCode'), words: event.dressCode ? textOf(event.dressCode, locale) : null },
    { label: t('age'), words: event.ageLimit === null ? null : event.ageLimit === 0 ? t('allAges') : t('ageFrom', { age: event.ageLimit }) },
    { label: t('accessibility'), words: event.accessibility ? textOf(event.accessibility, locale) : null },
    { label: t('refunds'), words: t(`refund.${event.refundPolicy}`) },
    { label: t('withdrawal'), words: t('withdrawalWords') },
    { label: 'PULEP', words: event.pulepCode },
  ]
  return (
    <section aria-labelledby="notes">
      <h2 id="notes" className={styles.heading}>
        {t('beforeYouGo')}
      </h2>
      <dl className={styles.notes}>
        {notes
          .filter(({ words }) => words !== null && words !== '')
          .map(({ label, words }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{words}</dd>
            </div>
          ))}
      </dl>
    </section>
  )
}
