'use client'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import styles from './message-page.module.css'
import { usePaths } from './use-paths.ts'

/** A fault of ours: says what it means for the money, and offers another try. */
export function ErrorView({ reset }: { readonly reset: () => void }) {
  const t = useTranslations('shell')
  const paths = usePaths()
  return (
    <div className={styles.page} role="alert">
      <h1 className={styles.title}>{t('errorTitle')}</h1>
      <p className={styles.words}>{t('errorDetail')}</p>
      <p className={styles.ways}>
        <button type="button" onClick={reset}>
          {t('retry')}
        </button>
        <Link href={paths.myTickets()}>{t('myTickets')}</Link>
      </p>
    </div>
  )
}
