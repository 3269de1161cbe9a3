'use client'
import type { Question } from '@fashionistas/contract'
import { useTranslations } from 'next-intl'
import { ChoiceField, TextField } from '../shell/fields.tsx'
import { textOf } from '../shell/locale.ts'
import { RadioField } from '../shell/radio-field.tsx'
import { useReaderLocale } from '../shell/use-paths.ts'
import { keepAnswer, typedIn } from './answers.ts'
import styles from './checkout.module.css'
import type { Form } from './kept-form.ts'

type Props = {
  readonly questions: readonly Question[]
  readonly form: Form
  readonly change: (changes: Form) => void
  /** What is wrong with an answer, by its question. */
  readonly problemOf: (questionId: string) => string | undefined
}
/** More than these are a list to open. */
const mostRadios = 5

/** What the organizer asks, once for the whole order. */
export function Questions({ questions, form, change, problemOf }: Props) {
  const t = useTranslations('checkout.questions')
  if (questions.length === 0) return null
  return (
    <section className={styles.questions} aria-labelledby="organizer-asks">
      <h3 id="organizer-asks">{t('title')}</h3>
      {questions.map((question) => (
        <Asked key={question.id} {...{ question, form, change }} problem={problemOf(question.id)} />
      ))}
    </section>
  )
}

type AskedProps = Pick<Props, 'form' | 'change'> & { readonly question: Question; readonly problem: string | undefined }

function Asked({ question, form, change, problem }: AskedProps) {
  const t = useTranslations('checkout.questions')
  const words = useTranslations('shell')
  const locale = useReaderLocale()
  const { kind, isRequired } = question
  const label = textOf(question.label, locale)
  const options =
    kind === 'yes_no'
      ? [
          { value: 'yes', label: words('yes') },
          { value: 'no', label: words('no') },
        ]
      : question.options.map((option) => ({ value: option.es, label: textOf(option, locale) }))
  const common = {
    name: `answer-${question.id}`,
    value: typedIn(form, question),
    onText: (value: string) => change(keepAnswer(question, value)),
    problem,
  }
  const field = { ...common, label: isRequired ? `${label} ${words('required')}` : label, isOptional: !isRequired, 'aria-required': isRequired }
  if (kind === 'text') return <TextField {...field} maxLength={500} autoComplete="off" />
  if (options.length > mostRadios) return <ChoiceField {...field} options={[{ value: '', label: t('choose') }, ...options]} />
  return <RadioField {...common} label={label} options={options} isRequired={isRequired} />
}
