'use client'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import styles from './message-page.module.css'
import { usePaths } from './use-paths.ts'

/** Nothing at this address, in the reader's language, with two ways on. */
export function NotFoundView() {
  const t = useTranslations('shell')
  const paths = usePaths()
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>{t('notFoundTitle')}</h1>
      <p className={styles.words}>{t('notFoundDetail')}</p>
      <p className={styles.ways}>
        <Link href={paths.events()}>{t('seeEvents')}</Link>
        <Link href={paths.myTickets()}>{t('myTickets')}</Link>
      </p>
    </div>
  )
}
