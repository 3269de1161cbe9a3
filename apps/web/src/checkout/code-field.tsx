'use client'
import type { Quote } from '@fashionistas/contract'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import buttons from '../shell/button.module.css'
import fields from '../shell/fields.module.css'
import { formatMoney } from '../shell/format.ts'
import { useProblem } from '../shell/problem.ts'
import { tidyCode } from '../shell/promo-code.ts'
import { useReaderLocale } from '../shell/use-paths.ts'
import styles from './checkout.module.css'
import type { Form } from './kept-form.ts'

type Props = {
  readonly form: Form
  readonly change: (changes: Form) => void
  readonly quote: Quote | undefined
  readonly refusal: unknown
  readonly isAsking: boolean
}

/** A promo code: a quiet link until somebody has one, then a field, then what it takes off. */
export function CodeField({ form, change, quote, refusal, isAsking }: Props) {
  const t = useTranslations('checkout.code')
  const locale = useReaderLocale()
  const [isOpened, setOpened] = useState(false)
  const code = form['code'] ?? ''
  const leave = () => {
    change({ code: '', codeTyped: '' })
    setOpened(false)
  }
  if (code !== '' && !refusal && (quote?.promoCode === code || isAsking))
    return (
      <p className={styles.code} role="status">
        <span>{quote?.promoCode === code ? t('applied', { code, amount: formatMoney(quote.discount, locale) }) : t('asking', { code })}</span>
        <button type="button" className={buttons.quiet} aria-label={t('removeOf', { code })} onClick={leave}>
          {t('remove')}
        </button>
      </p>
    )
  if (!isOpened && code === '' && !form['codeTyped'])
    return (
      <button type="button" className={`${buttons.quiet} ${styles.codeLink}`} onClick={() => setOpened(true)}>
        {t('have')}
      </button>
    )
  return <TypedCode {...{ form, change, refusal, leave }} isFocused={isOpened} />
}

type TypedProps = Pick<Props, 'form' | 'change' | 'refusal'> & { readonly leave: () => void; readonly isFocused: boolean }

function TypedCode({ form, change, refusal, leave, isFocused }: TypedProps) {
  const t = useTranslations('checkout.code')
  const problemOf = useProblem()
  const id = useId()
  const [isMissing, setMissing] = useState(false)
  const typed = form['codeTyped'] ?? ''
  // What is refused is the applied code: once another one is being typed, the "no" no longer speaks of what stands there.
  const problem = refusal && tidyCode(typed) === form['code'] ? problemOf(refusal) : undefined
  const apply = () => {
    setMissing(tidyCode(typed) === '')
    change({ code: tidyCode(typed), codeTyped: typed })
  }
  return (
    <div className={styles.codeBox}>
      <label className={fields.label} htmlFor={id}>
        {t('label')}
      </label>
      <div className={styles.codeLine}>
        <input
          id={id}
          name="promoCode"
          className={fields.input}
          value={typed}
          maxLength={60}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the person just asked for this field
          autoFocus={isFocused}
          aria-invalid={problem || isMissing ? true : undefined}
          aria-describedby={problem || isMissing ? `${id}-note` : undefined}
          onChange={(event) => {
            setMissing(false)
            change({ codeTyped: event.currentTarget.value })
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault() // it applies the code and does not buy yet
            apply()
          }}
        />
        <button type="button" className={buttons.secondary} onClick={apply}>
          {t('apply')}
        </button>
      </div>
      {problem || isMissing ? (
        <p id={`${id}-note`} className={fields.problem} role="alert">
          {problem ? `${problem.title}. ${problem.detail}` : t('missing')}
        </p>
      ) : null}
      <button type="button" className={`${buttons.quiet} ${styles.codeLink}`} onClick={leave}>
        {t('without')}
      </button>
    </div>
  )
}
