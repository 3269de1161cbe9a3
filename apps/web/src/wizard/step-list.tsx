import type { EventDraft, StepName } from '@fashionistas/contract'
import { IconCheck } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { steps } from './steps.ts'
import classes from './wizard.module.css'

/** The five steps with what is done; each can be opened at any time. */
export function StepList({ draft, current, go }: { readonly draft: EventDraft; readonly current: StepName; readonly go: (step: StepName) => void }) {
  const t = useTranslations('wizard')
  const standing = (step: StepName) => {
    const { completedAt, saved, problems } = draft.steps[step]
    return completedAt
      ? t('list.done')
      : saved
        ? t('list.missing', { count: Math.max(1, problems.length) })
        : problems.length === 0
          ? t('list.optional')
          : t('list.open')
  }
  return (
    <nav aria-label={t('list.label')} className={classes['steps']}>
      <ol>
        {steps.map((step, place) => (
          <li key={step}>
            <button
              type="button"
              aria-current={step === current ? 'step' : undefined}
              data-done={draft.steps[step].completedAt != null}
              onClick={() => go(step)}
            >
              <span className={classes['stepNumber']} aria-hidden="true">
                {draft.steps[step].completedAt ? <IconCheck size={16} /> : place + 1}
              </span>
              <span className={classes['stepName']}>
                {t(`step.${step}`)}
                <small>{standing(step)}</small>
              </span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}
