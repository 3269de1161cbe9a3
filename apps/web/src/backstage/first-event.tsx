import { useTranslations } from 'next-intl'
import classes from './backstage.module.css'
import { CreateEventButton } from './create-event-button.tsx'

const steps = ['basics', 'venue', 'team', 'tickets', 'marketing'] as const

/** An empty panel teaches: what the five steps are, and the one button that begins. */
export function FirstEvent() {
  const t = useTranslations('backstage')
  return (
    <section className={classes['first']}>
      <h2>{t('first.title')}</h2>
      <p>{t('first.text')}</p>
      <ol>
        {steps.map((step) => (
          <li key={step}>
            <strong>{t(`first.${step}.title`)}</strong> <span>{t(`first.${step}.text`)}</span>
          </li>
        ))}
      </ol>
      <CreateEventButton />
    </section>
  )
}
