'use client'
import type { EventDetail, PromoCode, TicketType } from '@fashionistas/contract'
import { useTranslations } from 'next-intl'
import { formatDateTime, formatMoney, formatNumber } from '../shell/format.ts'
import { textOf } from '../shell/locale.ts'
import { useReaderLocale } from '../shell/use-paths.ts'
import classes from './backstage.module.css'
import { CodeActions } from './code-actions.tsx'
import { standingOf, toneOfCode } from './code-standing.ts'
import type { Column } from './row-list.tsx'
import { StateMark } from './state-mark.tsx'
import { useOrganization } from './use-organization.ts'

type Known = {
  readonly event: EventDetail | undefined
  readonly types: readonly TicketType[]
  readonly open: (code: PromoCode) => void
}

/** A code in words: what it takes off, of what, how often and until when. */
export function useCodeColumns({ event, types, open }: Known): readonly Column<PromoCode>[] {
  const t = useTranslations('backstage.codes')
  const locale = useReaderLocale()
  const { can } = useOrganization()
  const standing = (code: PromoCode) => standingOf(code, Date.now())
  const zone = event?.timeZone ?? 'America/Bogota'
  const worth = ({ percentBp, amount }: PromoCode) =>
    amount ? formatMoney(amount, locale) : t('percentOff', { percent: formatNumber((percentBp ?? 0) / 100, locale) })
  const window = ({ startsAt, endsAt }: PromoCode) =>
    [
      startsAt ? t('from', { date: formatDateTime(startsAt, zone, locale) }) : '',
      endsAt ? t('until', { date: formatDateTime(endsAt, zone, locale) }) : '',
    ].filter((words) => words !== '')
  const typesOf = ({ typeIds }: PromoCode) =>
    typeIds.length === 0 ? t('allTypes') : types.flatMap(({ id, name }) => (typeIds.includes(id) ? [textOf(name, locale)] : [])).join(', ')
  return [
    {
      id: 'code',
      title: t('column.code'),
      value: ({ code }) => code,
      cell: (code) =>
        can('events.write') ? (
          <button type="button" className={classes['rowTitle']} onClick={() => open(code)}>
            {code.code}
          </button>
        ) : (
          <strong>{code.code}</strong>
        ),
    },
    { id: 'worth', title: t('column.worth'), value: worth, cell: worth },
    { id: 'types', title: t('column.types'), value: typesOf, cell: typesOf },
    {
      id: 'uses',
      title: t('column.uses'),
      value: ({ used }) => used,
      cell: ({ used, held, maxUses, maxPerBuyer }) => (
        <span className={classes['two']}>
          {maxUses === null ? formatNumber(used, locale) : t('usesOf', { used: formatNumber(used, locale), max: formatNumber(maxUses, locale) })}
          {held > 0 ? <small>{t('held', { count: held })}</small> : null}
          {maxPerBuyer === null ? null : <small>{t('perBuyer', { count: maxPerBuyer })}</small>}
        </span>
      ),
    },
    {
      id: 'window',
      title: t('column.window'),
      value: ({ endsAt }) => endsAt,
      cell: (code) => (
        <span className={classes['two']}>
          {window(code).length === 0 ? t('always') : window(code).map((words) => <span key={words}>{words}</span>)}
        </span>
      ),
    },
    {
      id: 'state',
      title: t('column.state'),
      value: (code) => t(`standing.${standing(code)}`),
      cell: (code) => <StateMark tone={toneOfCode[standing(code)]}>{t(`standing.${standing(code)}`)}</StateMark>,
    },
    { id: 'act', title: t('column.act'), cell: (code) => <CodeActions code={code} slug={event?.slug} mayWrite={can('events.write')} /> },
  ]
}
