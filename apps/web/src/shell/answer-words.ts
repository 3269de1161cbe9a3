'use client'
import { useTranslations } from 'next-intl'

/** An answer in the reader's words: `yes` and `no` are kept as such, everything else as it was typed. */
export function useAnswerWords(): (value: string) => string {
  const t = useTranslations('shell')
  return (value) => (value === 'yes' ? t('yes') : value === 'no' ? t('no') : value)
}
