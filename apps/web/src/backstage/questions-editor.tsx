'use client'
import type { EventId } from '@fashionistas/contract'
import { Button, Group } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { EmptyState } from '../shell/states.tsx'
import classes from './backstage.module.css'
import { QuestionEditor } from './question-editor.tsx'
import { moved, newQuestion, problemWith } from './question-forms.ts'
import { QuestionsOvertaken } from './questions-overtaken.tsx'
import { useQuestionsForm, type SavedQuestions } from './use-questions-form.ts'

const most = 20

/** The list of questions as it will be asked; nothing changes for buyers until it is saved. */
export function QuestionsEditor({ eventId, saved }: { readonly eventId: EventId; readonly saved: SavedQuestions }) {
  const t = useTranslations('backstage.questions')
  const { forms, setForms, save, takeNewest, isOvertaken, isSame, isWrong } = useQuestionsForm(eventId, saved)
  const [isTried, setTried] = useState(false)
  const [told, setTold] = useState('')
  const add = (
    <Button
      variant={forms.length === 0 ? 'filled' : 'default'}
      leftSection={<IconPlus size={18} aria-hidden />}
      disabled={forms.length >= most}
      onClick={() => setForms([...forms, newQuestion(crypto.randomUUID())])}
    >
      {t('add')}
    </Button>
  )
  const move = (place: number, step: -1 | 1) => {
    setForms(moved(forms, place, step))
    setTold(t('movedTo', { place: place + step + 1, count: forms.length }))
  }
  if (forms.length === 0 && isSame)
    return (
      <EmptyState title={t('empty')} action={add}>
        {t('emptyText')}
      </EmptyState>
    )
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (!isWrong) save.mutate(undefined, { onSuccess: () => setTried(false) })
      }}
    >
      <p className={classes['calm']}>{t('note')}</p>
      <ol className={classes['questions']}>
        {forms.map((form, place) => (
          <QuestionEditor
            key={form.key}
            form={form}
            place={place}
            count={forms.length}
            problem={isTried ? problemWith(form) : undefined}
            put={(next) => setForms(forms.map((other) => (other.key === form.key ? next : other)))}
            move={(step) => move(place, step)}
            remove={() => setForms(forms.filter(({ key }) => key !== form.key))}
          />
        ))}
      </ol>
      <p className="unseen" role="status">
        {told}
      </p>
      {isOvertaken ? <QuestionsOvertaken take={() => takeNewest.mutate()} isTaking={takeNewest.isPending} /> : null}
      <Group>
        {add}
        <Button type="submit" disabled={isSame || isOvertaken} loading={save.isPending}>
          {t('save')}
        </Button>
        <span className={classes['calm']}>{isTried && isWrong ? t('incomplete') : isSame ? t('asSaved') : t('unsaved')}</span>
      </Group>
    </form>
  )
}
