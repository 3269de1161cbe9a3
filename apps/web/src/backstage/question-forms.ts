import type { Question } from '@fashionistas/contract'

type Words = { readonly es: string; readonly en: string }
export type QuestionForm = {
  /** Stays with the row while it is moved about; a question that was never saved has no id yet. */
  readonly key: string
  readonly id: Question['id'] | undefined
  readonly kind: Question['kind']
  readonly label: Words
  readonly options: readonly Words[]
  readonly isRequired: boolean
}
const none: Words = { es: '', en: '' }
const wordsOf = ({ es, en }: Question['label']): Words => ({ es, en: en ?? '' })

export const formsOf = (questions: readonly Question[]): readonly QuestionForm[] =>
  questions.map(({ id, kind, label, options, isRequired }) => ({
    key: id,
    id,
    kind,
    label: wordsOf(label),
    options: options.map(wordsOf),
    isRequired,
  }))

export const newQuestion = (key: string): QuestionForm => ({ key, id: undefined, kind: 'text', label: none, options: [], isRequired: false })

/** A choice begins with two empty options, the least that makes one. */
export const withKind = (form: QuestionForm, kind: QuestionForm['kind']): QuestionForm => ({
  ...form,
  kind,
  options: kind === 'choice' && form.options.length === 0 ? [none, none] : form.options,
})
export const withOption = (form: QuestionForm): QuestionForm => ({ ...form, options: [...form.options, none] })

/** The same list with one row a place further up or down. */
export function moved<Row>(rows: readonly Row[], from: number, step: -1 | 1): readonly Row[] {
  const row = rows[from]
  const to = from + step
  if (row === undefined || to < 0 || to >= rows.length) return rows
  return rows.toSpliced(from, 1).toSpliced(to, 0, row)
}

/** What is wrong with a question before it can be asked. */
export function problemWith({ kind, label, options }: QuestionForm): 'label' | 'options' | undefined {
  if (label.es.trim().length < 3) return 'label'
  const named = new Set(options.map(({ es }) => es.trim()).filter((es) => es !== ''))
  return kind === 'choice' && named.size < 2 ? 'options' : undefined
}

/** As the api takes it: without empty options and without empty English. */
export const wantedOf = ({ id, kind, label, options, isRequired }: QuestionForm) => ({
  ...(id ? { id } : {}),
  kind,
  label: said(label),
  options: kind === 'choice' ? options.filter(({ es }) => es.trim() !== '').map(said) : [],
  isRequired,
})

const said = ({ es, en }: Words) => ({ es: es.trim(), ...(en.trim() === '' ? {} : { en: en.trim() }) })
