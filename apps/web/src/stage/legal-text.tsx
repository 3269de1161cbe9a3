import type { Translator } from '../shell/messages.ts'
import styles from './organizer-view.module.css'

const parts = ['1', '2', '3', '4', '5', '6'] as const

/** The rules in plain words: a title, six short parts. */
export function LegalText({ t, name }: { readonly t: Translator; readonly name: 'terms' | 'privacy' }) {
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>{t(`${name}.title`)}</h1>
      {parts.map((part) => (
        <section key={part} aria-labelledby={`part-${part}`}>
          <h2 id={`part-${part}`} className={styles.heading}>
            {t(`${name}.${part}.title`)}
          </h2>
          <p className={styles.words}>{t(`${name}.${part}.words`)}</p>
        </section>
      ))}
    </div>
  )
}
