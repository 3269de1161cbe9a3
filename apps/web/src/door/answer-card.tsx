'use client'
import { IconCheck, IconClockPause, IconStar, IconX } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { formatTime } from '../shell/format.ts'
import { textOf } from '../shell/locale.ts'
import { useReaderLocale } from '../shell/use-paths.ts'
import classes from './door.module.css'
import { lightOf } from './scan.ts'
import type { Answer, Light } from './scan.ts'
import { UndoScan } from './undo-scan.tsx'

const icons: Readonly<Record<Light, typeof IconCheck>> = { go: IconCheck, vip: IconStar, stop: IconX, hold: IconClockPause }
type Props = { readonly answer: Answer; readonly timeZone: string; readonly clear: () => void }

/** The answer: colour, shape and word first, then who and what, large enough for an arm's length. */
export function AnswerCard({ answer, timeZone, clear }: Props) {
  const t = useTranslations('door')
  const light = lightOf(answer)
  const Icon = icons[light]
  return (
    <section className={classes['answer']} data-light={light}>
      <p className={classes['word']}>
        <Icon size={44} stroke={2.5} aria-hidden /> {wordOf(answer, t)}
      </p>
      <Details answer={answer} timeZone={timeZone} />
      <div className={classes['answerTools']}>
        {answer.kind === 'decided' && answer.result.verdict === 'admitted' ? <UndoScan scanId={answer.result.scanId} done={clear} /> : null}
        {answer.kind === 'deciding' ? null : (
          <button type="button" onClick={clear}>
            {t('answer.next')}
          </button>
        )}
      </div>
    </section>
  )
}

function wordOf(answer: Answer, t: ReturnType<typeof useTranslations<'door'>>): string {
  switch (answer.kind) {
    case 'deciding':
      return t('answer.deciding')
    case 'waiting':
      return t('answer.waiting')
    case 'refused':
      return answer.title
    case 'decided':
      return answer.result.verdict === 'admitted' && answer.result.ticket?.isVip ? t('answer.vip') : t(`verdict.${answer.result.verdict}`)
  }
}

function Details({ answer, timeZone }: { readonly answer: Answer; readonly timeZone: string }) {
  const t = useTranslations('door')
  const locale = useReaderLocale()
  if (answer.kind === 'deciding') return null
  if (answer.kind === 'waiting') return <p className={classes['why']}>{t('answer.waitingText')}</p>
  if (answer.kind === 'refused') return <p className={classes['why']}>{answer.detail}</p>
  const { ticket, verdict, firstAt, firstGate } = answer.result
  const first =
    verdict === 'duplicate' && firstAt
      ? firstGate
        ? t('answer.firstAtGate', { time: formatTime(firstAt, timeZone, locale), gate: firstGate })
        : t('answer.firstAt', { time: formatTime(firstAt, timeZone, locale) })
      : undefined
  return (
    <>
      {ticket ? <p className={classes['name']}>{ticket.holderName}</p> : null}
      {ticket ? (
        <p className={classes['ticketType']}>
          {textOf(ticket.typeName, locale)}
          {ticket.admissions > 1 ? ` · ${t('answer.admissions', { count: ticket.admissions })}` : ''}
        </p>
      ) : null}
      {first ? <p className={classes['why']}>{first}</p> : null}
      {verdict !== 'admitted' && verdict !== 'exited' ? <p className={classes['why']}>{t(`advice.${verdict}`)}</p> : null}
    </>
  )
}
