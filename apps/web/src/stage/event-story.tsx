import type { EventDetail } from '@fashionistas/contract'
import { textOf } from '../shell/locale.ts'
import type { Locale } from '../shell/locale.ts'
import type { Translator } from '../shell/messages.ts'
import styles from './event-story.module.css'

/** Text as its author broke it: blank lines make paragraphs. */
export function Paragraphs({ text }: { readonly text: string }) {
  return (
    <div className={styles.text}>
      {text.split(/\n\s*\n/).map((paragraph, place) => (
        <p key={place}>{paragraph}</p>
      ))}
    </div>
  )
}

export function LineUp({ lineUp, locale, t }: { readonly lineUp: EventDetail['lineUp']; readonly locale: Locale; readonly t: Translator }) {
  if (lineUp.length === 0) return null
  return (
    <section aria-labelledby="line-up">
      <h2 id="line-up" className={styles.heading}>
        {t('lineUp')}
      </h2>
      <ul className={styles.lineUp}>
        {lineUp.map(({ name, role }, place) => (
          <li key={place}>
            <span className={styles.name}>{name}</span> <span className={styles.role}>{textOf(role, locale)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

export function Agenda({ agenda, locale, t }: { readonly agenda: EventDetail['agenda']; readonly locale: Locale; readonly t: Translator }) {
  if (agenda.length === 0) return null
  return (
    <section aria-labelledby="agenda">
      <h2 id="agenda" className={styles.heading}>
        {t('agenda')}
      </h2>
      <ol className={styles.agenda}>
        {agenda.map(({ time, title }, place) => (
          <li key={place}>
            <span className={styles.time}>{time}</span>
            <span>{textOf(title, locale)}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
