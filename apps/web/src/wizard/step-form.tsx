'use client'
import type { EventDraft, StepName } from '@fashionistas/contract'
import { Button } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { BasicsFields } from './basics-fields.tsx'
import { readBasics, readVenue } from './forms.ts'
import { MarketingFields } from './marketing-fields.tsx'
import { compact } from './merge-step.ts'
import { problemUnder, useProblemWords, valueAt } from './problem-words.ts'
import { SaveLine } from './save-line.tsx'
import type { StepProps } from './step-props.ts'
import { stepAfter, stepBefore } from './steps.ts'
import { TeamFields } from './team-fields.tsx'
import { TicketsFields } from './tickets-fields.tsx'
import { useStep } from './use-step.ts'
import { VenueFields } from './venue-fields.tsx'
import classes from './wizard.module.css'

type Props = { readonly draft: EventDraft; readonly step: StepName; readonly wanted: string; readonly go: (step: StepName, field?: string) => void }

/** One step: its fields, whether they are saved, and the way on. Nothing holds a person back: what is missing is told, not enforced. */
export function StepForm({ draft, step, wanted, go }: Props) {
  const t = useTranslations('wizard')
  const { fields, change, state, flush } = useStep(draft, step)
  const [wasSaved] = useState(draft.steps[step].saved != null)
  const words = useProblemWords()
  useFocusOn(wanted)
  const problems = draft.steps[step].problems ?? []
  const isTold = wasSaved || wanted !== ''
  const problemAt = (path: string): string | undefined => {
    if (path === 'slug' && state.kind === 'refused') return t('problem.slug_taken')
    const problem = problemUnder(problems, path)
    if (!problem) return undefined
    const value = valueAt(compact(fields), problem.path)
    return isTold || value !== undefined ? words(problem, value) : undefined
  }
  const saved = (other: StepName) => draft.steps[other].saved ?? {}
  const props: StepProps = {
    eventId: draft.id,
    fields,
    change,
    problemAt,
    timeZone: readBasics(saved('basics')).timeZone,
    capacity: readVenue(saved('venue')).capacity,
  }
  const [before, after] = [stepBefore(step), stepAfter(step)]
  const leave = (next: StepName) => {
    void flush()
    go(next)
  }
  return (
    <section className={classes['step']} aria-labelledby="step-title">
      <header className={classes['stepHead']}>
        <h2 id="step-title">{t(`step.${step}`)}</h2>
        <SaveLine state={state} updatedAt={draft.steps[step].saved ? draft.updatedAt : undefined} />
      </header>
      <p className={classes['lead']}>{t(`lead.${step}`)}</p>
      <div className={classes['fields']}>{fieldsOf(step, props)}</div>
      <footer className={classes['stepFoot']}>
        {before ? (
          <Button variant="default" onClick={() => leave(before)}>
            {t('previous')}
          </Button>
        ) : (
          <span />
        )}
        {after ? <Button onClick={() => leave(after)}>{t('next', { step: t(`step.${after}`) })}</Button> : null}
      </footer>
    </section>
  )
}

function fieldsOf(step: StepName, props: StepProps) {
  switch (step) {
    case 'basics':
      return <BasicsFields {...props} />
    case 'venue':
      return <VenueFields {...props} />
    case 'team':
      return <TeamFields {...props} />
    case 'tickets':
      return <TicketsFields {...props} />
    case 'marketing':
      return <MarketingFields {...props} />
  }
}

/** Brings the cursor to the field that a list of what is missing pointed at, or to the nearest thing around it. */
function useFocusOn(path: string): void {
  useEffect(() => {
    const parts = path.split('.')
    const found = parts
      .map((_, cut) => document.querySelector(`[id="${CSS.escape(parts.slice(0, parts.length - cut).join('.'))}"]`))
      .find((element) => element !== null)
    if (path === '' || !(found instanceof HTMLElement)) return
    found.scrollIntoView({ block: 'center' })
    const field = found.matches('input, textarea, button') ? found : found.querySelector<HTMLElement>('input, textarea, button')
    field?.focus({ preventScroll: true })
  }, [path])
}
