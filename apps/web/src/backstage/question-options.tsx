'use client'
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { RemoveButton } from '../wizard/remove-button.tsx'
import { TwoLanguages } from '../wizard/two-languages.tsx'
import classes from './backstage.module.css'
import { withOption } from './question-forms.ts'
import type { QuestionForm } from './question-forms.ts'

type Props = { readonly form: QuestionForm; readonly put: (form: QuestionForm) => void; readonly problem: string | undefined }

/** What one can choose between, in both languages. */
export function QuestionOptions({ form, put, problem }: Props) {
  const t = useTranslations('backstage.questions')
  const { key, options } = form
  return (
    <div className={classes['options']} role="group" aria-label={t('options')}>
      <ul>
        {options.map((option, place) => (
          <li key={place}>
            <TwoLanguages
              id={`${key}-option-${place}`}
              label={t('option', { number: place + 1 })}
              value={option}
              maxLength={80}
              change={(next) => put({ ...form, options: options.with(place, next) })}
              error={place === 0 ? problem : undefined}
            />
            <RemoveButton label={t('removeOption', { number: place + 1 })} remove={() => put({ ...form, options: options.toSpliced(place, 1) })} />
          </li>
        ))}
      </ul>
      <Button
        variant="subtle"
        size="compact-md"
        leftSection={<IconPlus size={16} aria-hidden />}
        disabled={options.length >= 30}
        onClick={() => put(withOption(form))}
      >
        {t('addOption')}
      </Button>
      {problem && options.length === 0 ? (
        <p className={classes['problem']} role="alert">
          {problem}
        </p>
      ) : null}
    </div>
  )
}
