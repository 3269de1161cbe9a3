'use client'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { queryKeys } from '../backstage/query-keys.ts'
import { api } from '../shell/api.ts'
import { formatTime } from '../shell/format.ts'
import { textOf } from '../shell/locale.ts'
import { useProblem } from '../shell/problem.ts'
import { LoadingLine } from '../shell/states.tsx'
import { useReaderLocale } from '../shell/use-paths.ts'
import classes from './door.module.css'
import { wakeSound } from './signal.ts'

/** Who asked for the field wants to type: the cursor is there, once. */
const takeFocus = (field: HTMLInputElement | null): void => field?.focus({ preventScroll: true })

type Props = { readonly eventId: string; readonly direction: 'in' | 'out'; readonly submit: (code: string) => void; readonly timeZone: string }

/** Finds a guest by name, email or order; admitting goes the same road as a scan. */
export function GuestSearch({ eventId, direction, submit, timeZone }: Props) {
  const t = useTranslations('door')
  const locale = useReaderLocale()
  const problemOf = useProblem()
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed.trim(), 250)
  const isAsking = search.length >= 2
  const query = useQuery({
    queryKey: queryKeys.guests(eventId, search),
    queryFn: ({ signal }) => api.listAttendees({ eventId, q: search, limit: 20 }, { signal }),
    enabled: isAsking,
    placeholderData: (before) => before,
  })
  const guests = isAsking ? (query.data?.data ?? []) : []
  return (
    <section className={classes['tool']} aria-label={t('tools.guests')}>
      <label htmlFor="door-guest">{t('guests.label')}</label>
      <input
        id="door-guest"
        ref={takeFocus}
        type="search"
        value={typed}
        autoComplete="off"
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {isAsking && query.isPending ? <LoadingLine /> : null}
      {query.isError ? (
        <p role="alert" className={classes['small']}>
          {problemOf(query.error).title}
        </p>
      ) : null}
      {!isAsking ? (
        <p className={classes['small']}>{t('guests.hint')}</p>
      ) : query.isSuccess && guests.length === 0 ? (
        <p className={classes['small']}>{t('guests.none')}</p>
      ) : null}
      <ul className={classes['people']}>
        {guests.map((guest) => (
          <li key={guest.ticketId}>
            <span>
              <strong>{guest.name}</strong>
              <small>
                {textOf(guest.typeName, locale)} · {guest.orderCode}
                {guest.admittedAt ? ` · ${t('guests.since', { time: formatTime(guest.admittedAt, timeZone, locale) })}` : ''}
              </small>
            </span>
            {guest.state === 'active' ? (
              <button
                type="button"
                onClick={() => {
                  wakeSound()
                  submit(guest.code)
                  window.scrollTo({ top: 0 })
                }}
              >
                {t(direction === 'in' ? 'guests.admit' : 'guests.letOut')}
              </button>
            ) : (
              <em>{t('guests.notValid')}</em>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
