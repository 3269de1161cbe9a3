'use client'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import type { ComponentProps, ReactNode } from 'react'
import styles from './fields.module.css'

type Common = { readonly label: string; readonly hint?: string | undefined; readonly problem?: string | undefined; readonly isOptional?: boolean }
type TextProps = Common & Omit<ComponentProps<'input'>, 'onChange' | 'value'> & { readonly value: string; readonly onText: (text: string) => void }

/** A line of text with its label, hint and problem tied together for every reader. */
export function TextField({ label, hint, problem, isOptional, onText, ...input }: TextProps) {
  const id = useId()
  return (
    <Frame id={id} {...{ label, hint, problem, isOptional: isOptional ?? false }}>
      <input
        {...input}
        id={id}
        className={styles.input}
        onChange={(event) => onText(event.currentTarget.value)}
        aria-invalid={problem ? true : undefined}
        aria-describedby={hint || problem ? `${id}-note` : undefined}
      />
    </Frame>
  )
}

type ChoiceProps = Common &
  Omit<ComponentProps<'select'>, 'onChange' | 'value'> & {
    readonly value: string
    readonly onText: (text: string) => void
    readonly options: readonly { readonly value: string; readonly label: string }[]
  }

export function ChoiceField({ label, hint, problem, isOptional, onText, options, ...select }: ChoiceProps) {
  const id = useId()
  return (
    <Frame id={id} {...{ label, hint, problem, isOptional: isOptional ?? false }}>
      <select
        {...select}
        id={id}
        className={styles.input}
        onChange={(event) => onText(event.currentTarget.value)}
        aria-invalid={problem ? true : undefined}
        aria-describedby={hint || problem ? `${id}-note` : undefined}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Frame>
  )
}

/** A consent or a choice of yes and no; its words may hold links. */
export function CheckField({
  isChecked,
  onCheck,
  problem,
  children,
  name,
}: {
  readonly isChecked: boolean
  readonly onCheck: (isChecked: boolean) => void
  readonly problem?: string | undefined
  readonly children: ReactNode
  readonly name?: string
}) {
  const id = useId()
  return (
    <div>
      <label className={styles.check}>
        <input
          type="checkbox"
          name={name}
          checked={isChecked}
          onChange={(event) => onCheck(event.currentTarget.checked)}
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? id : undefined}
        />
        <span>{children}</span>
      </label>
      {problem ? (
        <p id={id} className={styles.problem}>
          {problem}
        </p>
      ) : null}
    </div>
  )
}

function Frame({ id, label, hint, problem, isOptional, children }: Common & { readonly id: string; readonly children: ReactNode }) {
  const t = useTranslations('shell')
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
        {isOptional ? <span className={styles.optional}> {t('optional')}</span> : null}
      </label>
      {children}
      {problem ? (
        <p id={`${id}-note`} className={styles.problem}>
          {problem}
        </p>
      ) : hint ? (
        <p id={`${id}-note`} className={styles.hint}>
          {hint}
        </p>
      ) : null}
    </div>
  )
}
