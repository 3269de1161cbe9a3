import type { OrganizerDashboard } from '@fashionistas/contract'
import { IconArrowRight } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { Paths } from '../shell/paths.ts'
import { usePaths } from '../shell/use-paths.ts'
import classes from './backstage.module.css'
import { Panel } from './panel.tsx'
import { StateMark } from './state-mark.tsx'
import type { Tone } from './state-mark.tsx'

type Decision = OrganizerDashboard['decisions'][number]

const tones: Readonly<Record<Decision['kind'], Tone>> = {
  draft_unfinished: 'quiet',
  almost_sold_out: 'good',
  slow_sale: 'warning',
  refund_manual: 'bad',
  payment_review: 'bad',
  event_today: 'busy',
}

/** What waits for a person, each with the one place where it is decided. */
export function Decisions({ decisions }: { readonly decisions: readonly Decision[] }) {
  const t = useTranslations('backstage')
  const paths = usePaths()
  return (
    <Panel title={t('decisions.title')}>
      {decisions.length === 0 ? (
        <p className={classes['calm']}>{t('decisions.none')}</p>
      ) : (
        <ul className={classes['decisions']}>
          {decisions.map((decision) => (
            <li key={`${decision.kind}:${decision.eventId ?? ''}:${decision.title}`}>
              <Link href={placeOf(decision, paths)} className={classes['decision']}>
                <StateMark tone={tones[decision.kind]}>{t(`decisions.kind.${decision.kind}`, { count: decision.count })}</StateMark>
                <strong>{decision.title}</strong>
                <IconArrowRight size={18} aria-hidden />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

function placeOf({ kind, eventId }: Decision, paths: Paths): string {
  switch (kind) {
    case 'refund_manual':
      return paths.refunds()
    case 'draft_unfinished':
      return eventId ? paths.editEvent({ id: eventId }) : `${paths.ownEvents()}?when=drafts`
    case 'payment_review':
      return eventId ? `${paths.eventOrders({ id: eventId })}?state=pending_payment` : paths.ownEvents()
    case 'event_today':
      return eventId ? paths.door({ id: eventId }) : paths.doors()
    case 'almost_sold_out':
    case 'slow_sale':
      return eventId ? paths.ownEvent({ id: eventId }) : paths.ownEvents()
  }
}
