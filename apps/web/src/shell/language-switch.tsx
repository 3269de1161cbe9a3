'use client'
import { useTranslations } from 'next-intl'
import { useBrowserPath, useBrowserQuery } from './browser-location.ts'
import type { Locale } from './locale.ts'
import { inLocale } from './paths.ts'
import styles from './switch.module.css'
import { useReaderLocale } from './use-paths.ts'

/** The same page, with the same filters, in the other language. A plain link: the whole page changes its language, its `lang` too. */
export function LanguageSwitch() {
  const t = useTranslations('shell')
  const other: Locale = useReaderLocale() === 'en' ? 'es-CO' : 'en'
  const path = useBrowserPath()
  const query = useBrowserQuery()
  return (
    <a className={styles.switch} href={`${inLocale(path ?? '/', other)}${query}`} lang={other} hrefLang={other}>
      {t('otherLanguage')}
    </a>
  )
}
