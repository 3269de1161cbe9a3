'use client'
import { TextInput, Textarea } from '@mantine/core'
import { useTranslations } from 'next-intl'
import classes from './wizard.module.css'

type Words = { readonly es: string; readonly en?: string | undefined }
type Props = {
  readonly id: string
  readonly label: string
  readonly description?: string
  readonly value: Words
  readonly change: (value: { es: string; en: string }) => void
  readonly error?: string | undefined
  readonly rows?: number
  readonly maxLength?: number
  readonly placeholder?: string
}

/** A text in both languages: Spanish must be there, English may follow. */
export function TwoLanguages({ id, label, description, value, change, error, rows, maxLength, placeholder }: Props) {
  const t = useTranslations('wizard')
  const now = { es: value.es, en: value.en ?? '' }
  const field = (language: 'es' | 'en') => {
    const own = {
      id: language === 'es' ? id : `${id}.en`,
      lang: language === 'es' ? 'es-CO' : 'en',
      value: now[language],
      ...(maxLength ? { maxLength } : {}),
      label: language === 'es' ? label : t('inEnglish', { label }),
      ...(language === 'es' && description ? { description } : {}),
      ...(language === 'es' && placeholder ? { placeholder } : {}),
      ...(language === 'es' ? { error } : { description: description ? t('optional') : undefined }),
    }
    return rows ? (
      <Textarea {...own} autosize minRows={rows} onChange={(event) => change({ ...now, [language]: event.currentTarget.value })} />
    ) : (
      <TextInput {...own} onChange={(event) => change({ ...now, [language]: event.currentTarget.value })} />
    )
  }
  return (
    <div className={classes['pair']}>
      {field('es')}
      {field('en')}
    </div>
  )
}
