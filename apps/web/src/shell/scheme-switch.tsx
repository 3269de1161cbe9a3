'use client'
import { useTranslations } from 'next-intl'
import { toggleScheme } from './scheme.ts'
import styles from './switch.module.css'

/** Light or dark; until someone chooses, the device decides. */
export function SchemeSwitch() {
  const t = useTranslations('shell')
  return (
    <button type="button" className={styles.switch} onClick={toggleScheme}>
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" />
        <path d="M8 1.5a6.5 6.5 0 0 1 0 13z" fill="currentColor" />
      </svg>
      {t('scheme')}
    </button>
  )
}
