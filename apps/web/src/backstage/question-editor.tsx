'use client'
import { ActionIcon, Select, Switch } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { RemoveButton } from '../wizard/remove-button.tsx'
import { TwoLanguages } from '../wizard/two-languages.tsx'
import classes from './backstage.module.css'
import { withKind } from './question-forms.ts'
import type { QuestionForm, problemWith } from './question-forms.ts'
import { QuestionOptions } from './question-options.tsx'

const kinds = ['text', 'choice', 'yes_no'] as const
type Props = {
  readonly form: QuestionForm
  readonly place: number
  readonly count: number
  readonly problem: ReturnType<typeof problemWith>
  readonly put: (form: QuestionForm) => void
  readonly move: (step: -1 | 1) => void
  readonly remove: () => void
}

/** One question: what is asked, how it is answered, and its place in the list. */
export function QuestionEditor({ form, place, count, problem, put, move, remove }: Props) {
  const t = useTranslations('backstage.questions')
  const { key, kind, label, isRequired } = form
  const name = label.es || t('number', { number: place + 1 })
  return (
    <li>
      <fieldset className={classes['question']}>
        <legend>{t('number', { number: place + 1 })}</legend>
        <div className={classes['questionActs']}>
          <MoveButtons name={name} isFirst={place === 0} isLast={place === count - 1} move={move} />
          <RemoveButton label={t('remove', { name })} remove={remove} />
        </div>
        <TwoLanguages
          id={`${key}-label`}
          label={t('label')}
          value={label}
          maxLength={200}
          change={(next) => put({ ...form, label: next })}
          error={problem === 'label' ? t('labelMissing') : undefined}
        />
        <div className={classes['questionKind']}>
          <Select
            label={t('answer')}
            allowDeselect={false}
            value={kind}
            data={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
            onChange={(value) => put(withKind(form, kinds.find((known) => known === value) ?? kind))}
          />
          <Switch label={t('required')} checked={isRequired} onChange={(event) => put({ ...form, isRequired: event.currentTarget.checked })} />
        </div>
        {kind === 'choice' ? <QuestionOptions form={form} put={put} problem={problem === 'options' ? t('optionsMissing') : undefined} /> : null}
      </fieldset>
    </li>
  )
}

type MoveProps = { readonly name: string; readonly isFirst: boolean; readonly isLast: boolean; readonly move: (step: -1 | 1) => void }

function MoveButtons({ name, isFirst, isLast, move }: MoveProps) {
  const t = useTranslations('backstage.questions')
  const row = useRef<HTMLDivElement>(null)
  const press = (step: -1 | 1) => {
    move(step)
    // A row that is moved in the page loses the focus: it is given back, to the other button at the end of the list.
    requestAnimationFrame(() => {
      const buttons = [...(row.current?.querySelectorAll('button') ?? [])]
      const wanted = step === -1 ? buttons : buttons.toReversed()
      wanted.find((button) => !button.disabled)?.focus()
    })
  }
  return (
    <div ref={row} className={classes['moves']}>
      <ActionIcon variant="default" size={36} disabled={isFirst} aria-label={t('up', { name })} title={t('up', { name })} onClick={() => press(-1)}>
        <IconArrowUp size={18} aria-hidden />
      </ActionIcon>
      <ActionIcon variant="default" size={36} disabled={isLast} aria-label={t('down', { name })} title={t('down', { name })} onClick={() => press(1)}>
        <IconArrowDown size={18} aria-hidden />
      </ActionIcon>
    </div>
  )
}
