'use client'
import { Button } from '@mantine/core'
import { useTranslations } from 'next-intl'
import classes from './backstage.module.css'

/** Somebody saved other questions first: nothing was lost yet on either side, and the person decides. */
export function QuestionsOvertaken({ take, isTaking }: { readonly take: () => void; readonly isTaking: boolean }) {
  const t = useTranslations('backstage.questions.overtaken')
  return (
    <div role="alert" className={classes['notice']} data-tone="bad">
      <p>
        <strong>{t('title')}</strong>
      </p>
      <p>{t('text')}</p>
      <Button mt="sm" variant="default" loading={isTaking} onClick={take}>
        {t('take')}
      </Button>
    </div>
  )
}
