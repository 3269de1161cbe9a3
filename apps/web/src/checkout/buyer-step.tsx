'use client'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { CheckField, ChoiceField, TextField } from '../shell/fields.tsx'
import { usePaths } from '../shell/use-paths.ts'
import { documentTypes } from './buyer.ts'
import type { BuyerProblem } from './buyer.ts'
import styles from './checkout.module.css'
import type { Form } from './kept-form.ts'

type Props = {
  readonly form: Form
  readonly change: (changes: Form) => void
  readonly problems: readonly BuyerProblem[]
  /** What else is asked, before the consents. */
  readonly children?: ReactNode
}

/** Step two: who buys. No account is asked for. */
export function BuyerStep({ form, change, problems, children }: Props) {
  const t = useTranslations('checkout')
  const paths = usePaths()
  const problem = (name: BuyerProblem) => (problems.includes(name) ? t(`problem.${name}`) : undefined)
  const field = (name: string) => ({ name, value: form[name] ?? '', onText: (text: string) => change({ [name]: text }) })
  const link = (href: string) => (words: ReactNode) => (
    <Link href={href} target="_blank" prefetch={false}>
      {words}
    </Link>
  )
  return (
    <div className={styles.fields}>
      <TextField label={t('name')} {...field('name')} autoComplete="name" autoCapitalize="words" required maxLength={120} problem={problem('name')} />
      <TextField
        label={t('email')}
        {...field('email')}
        type="email"
        autoComplete="email"
        inputMode="email"
        required
        maxLength={200}
        hint={t('emailHint')}
        problem={problem('email')}
      />
      <TextField
        label={t('phone')}
        {...field('phone')}
        type="tel"
        autoComplete="tel"
        inputMode="tel"
        required
        maxLength={24}
        placeholder="+57 300 123 4567"
        hint={t('phoneHint')}
        problem={problem('phone')}
      />
      <div className={styles.pair}>
        <ChoiceField
          label={t('documentType')}
          {...field('documentType')}
          value={form['documentType'] ?? 'CC'}
          options={documentTypes.map((value) => ({ value, label: t(`document.${value}`) }))}
        />
        <TextField
          label={t('documentNumber')}
          isOptional
          {...field('documentNumber')}
          inputMode={form['documentType'] === 'PP' ? 'text' : 'numeric'}
          autoComplete="off"
          maxLength={20}
          problem={problem('document')}
        />
      </div>
      {children}
      <fieldset className={styles.consents}>
        <legend className="unseen">{t('consents')}</legend>
        <CheckField
          name="terms"
          isChecked={form['terms'] === 'yes'}
          onCheck={(isChecked) => change({ terms: isChecked ? 'yes' : '' })}
          problem={problem('terms')}
        >
          {t.rich('terms', { link: link(paths.terms()) })}
        </CheckField>
        <CheckField
          name="personalData"
          isChecked={form['personalData'] === 'yes'}
          onCheck={(isChecked) => change({ personalData: isChecked ? 'yes' : '' })}
          problem={problem('personalData')}
        >
          {t.rich('personalData', { link: link(paths.privacy()) })}
        </CheckField>
        <CheckField name="marketing" isChecked={form['marketing'] === 'yes'} onCheck={(isChecked) => change({ marketing: isChecked ? 'yes' : '' })}>
          {t('marketing')}
        </CheckField>
      </fieldset>
    </div>
  )
}
