'use client'
import type { OrderView } from '@fashionistas/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useUrlState } from '../shell/browser-location.ts'
import { api } from '../shell/api.ts'
import buttons from '../shell/button.module.css'
import { dayParts, formatTime } from '../shell/format.ts'
import { textOf } from '../shell/locale.ts'
import { useMe } from '../shell/me.ts'
import { EmptyState, ErrorState, Skeletons } from '../shell/states.tsx'
import { usePaths, useReaderLocale } from '../shell/use-paths.ts'
import { tokenIn } from '../checkout/use-place-order.ts'
import { pictureUrl } from '../stage/picture.ts'
import styles from './account.module.css'
import { FindOrders } from './find-orders.tsx'

/** A signed-in person's tickets; a guest is sent the links of theirs. */
export function MyTickets() {
  const t = useTranslations('account')
  const me = useMe()
  return (
    <div className={styles.wide}>
      <h1 className={styles.title}>{t('myTickets.title')}</h1>
      {me.error ? (
        <ErrorState error={me.error} onRetry={() => void me.refetch()} />
      ) : !me.data ? (
        <Skeletons />
      ) : me.data.user ? (
        <Orders />
      ) : (
        <FindOrders />
      )}
    </div>
  )
}

const firstPage: string | null = null

function Orders() {
  const t = useTranslations('account')
  const paths = usePaths()
  const [query, setQuery] = useUrlState()
  const when = query.get('cuando') === 'pasadas' ? 'past' : 'upcoming'
  const list = useInfiniteQuery({
    queryKey: ['my-tickets', when],
    queryFn: ({ pageParam }) => api.listMyTickets({ when, limit: 12, ...(pageParam === null ? {} : { cursor: pageParam }) }),
    initialPageParam: firstPage,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
  const orders = list.data?.pages.flatMap(({ data }) => data) ?? []
  return (
    <div>
      <div className={styles.tabs} role="group" aria-label={t('myTickets.when')}>
        <button type="button" aria-pressed={when === 'upcoming'} onClick={() => setQuery({ cuando: '' })}>
          {t('myTickets.upcoming')}
        </button>
        <button type="button" aria-pressed={when === 'past'} onClick={() => setQuery({ cuando: 'pasadas' })}>
          {t('myTickets.past')}
        </button>
      </div>
      {list.error ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <Skeletons />
      ) : orders.length === 0 ? (
        <EmptyState
          title={t(when === 'past' ? 'myTickets.nonePast' : 'myTickets.none')}
          action={
            <Link className={buttons.primary} href={paths.events()}>
              {t('myTickets.seeEvents')}
            </Link>
          }
        >
          {t('myTickets.noneDetail')}
        </EmptyState>
      ) : (
        <ul className={styles.orders}>
          {orders.map((order) => (
            <OrderLine key={order.id} order={order} />
          ))}
        </ul>
      )}
      {list.hasNextPage ? (
        <button type="button" className={buttons.secondary} onClick={() => void list.fetchNextPage()}>
          {t('myTickets.more')}
        </button>
      ) : null}
    </div>
  )
}

function OrderLine({ order: { event, tickets, link, code, state } }: { readonly order: OrderView }) {
  const t = useTranslations('account')
  const paths = usePaths()
  const locale = useReaderLocale()
  const { day, month, year } = dayParts(event.startsAt, event.timeZone, locale)
  const title = textOf(event.title, locale)
  return (
    <li className={styles.order}>
      <img src={pictureUrl(event.id, 'square', 160)} width={80} height={80} alt="" loading="lazy" />
      <div>
        <h2 className={styles.orderTitle}>{link ? <Link href={paths.order({ token: tokenIn(link) })}>{title}</Link> : title}</h2>
        <p className={styles.muted}>
          {day} {month} {year}, {formatTime(event.startsAt, event.timeZone, locale)} · {event.venueName}
        </p>
        <p>
          {t('myTickets.count', { count: tickets.filter((ticket) => ticket.state === 'active').length })} · {t(`myTickets.state.${state}`)} ·{' '}
          <span className="figure">{code}</span>
        </p>
      </div>
    </li>
  )
}
