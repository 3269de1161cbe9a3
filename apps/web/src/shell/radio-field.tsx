'use client'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import styles from './fields.module.css'

type Props = {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly onText: (value: string) => void
  readonly isRequired: boolean
  readonly problem?: string | undefined
}

/** One of a few, all in sight. What need not be answered can be left again. */
export function RadioField({ name, label, value, options, onText, isRequired, problem }: Props) {
  const t = useTranslations('shell')
  const id = useId()
  return (
    <fieldset
      className={styles.group}
      role="radiogroup"
      aria-required={isRequired}
      aria-invalid={problem ? true : undefined}
      aria-describedby={problem ? `${id}-note` : undefined}
    >
      <legend className={styles.label}>
        {label}
        <span className={styles.optional}> {t(isRequired ? 'required' : 'optional')}</span>
      </legend>
      {options.map((option) => (
        <label key={option.value} className={styles.check}>
          <input type="radio" name={name} value={option.value} checked={option.value === value} onChange={() => onText(option.value)} />
          <span>{option.label}</span>
        </label>
      ))}
      {!isRequired && value !== '' ? (
        <button type="button" className={styles.leave} onClick={() => onText('')}>
          {t('leaveEmpty')}
        </button>
      ) : null}
      {problem ? (
        <p id={`${id}-note`} className={styles.problem}>
          {problem}
        </p>
      ) : null}
    </fieldset>
  )
}
