'use client'
import { Drawer, Group, Select } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { api } from '../shell/api.ts'
import { formatDateTime, formatMoney, formatNumber } from '../shell/format.ts'
import { useReaderLocale } from '../shell/use-paths.ts'
import classes from './backstage.module.css'
import { EventHead, useEventZone } from './event-head.tsx'
import { ListPage } from './list-page.tsx'
import { OrderView } from './order-view.tsx'
import { queryKeys } from './query-keys.ts'
import type { Column } from './row-list.tsx'
import { SearchField } from './search-field.tsx'
import { StateMark } from './state-mark.tsx'
import { toneOfOrder } from './tones.ts'
import { useLiveQueries } from './use-live-queries.ts'
import { usePages } from './use-pages.ts'
import { useUrlState } from './use-url-state.ts'

type OrderRow = Awaited<ReturnType<typeof api.listOrders>>['data'][number]
const states = ['paid', 'pending_payment', 'held', 'partially_refunded', 'refunded', 'late_paid', 'cancelled', 'expired', 'released'] as const
const stateOf = (text: string) => states.find((state) => state === text)

/** Orders of an event; one opens beside the list, and its address can be shared. */
export function OrdersPage({ id }: { readonly id: string }) {
  const t = useTranslations('backstage')
  const url = useUrlState({ state: '', q: '', order: '' })
  const [state, q, open] = [stateOf(url.read('state')), url.read('q'), url.read('order')]
  const pages = usePages(queryKeys.orders(id, { state: state ?? '', q }), (cursor) =>
    api.listOrders({ eventId: id, limit: 50, ...(state ? { state } : {}), ...(q ? { q } : {}), ...(cursor ? { cursor } : {}) }),
  )
  useLiveQueries([`event:${id}:sales`], queryKeys.event(id))
  const close = () => url.set({ order: '' })
  return (
    <>
      <EventHead id={id} title={t('orders.title')} />
      <Group mb="md" gap="sm">
        <SearchField label={t('orders.search')} value={q} search={(text) => url.set({ q: text })} />
        <Select
          aria-label={t('orders.state')}
          placeholder={t('orders.anyState')}
          clearable
          value={state ?? null}
          onChange={(value) => url.set({ state: value ?? '' })}
          data={states.map((value) => ({ value, label: t(`orderState.${value}`) }))}
        />
      </Group>
      <ListPage
        pages={pages}
        label={t('orders.title')}
        columns={useColumns(id, (order) => url.set({ order }))}
        keyOf={(order) => order.id}
        fileName={t('orders.file')}
        empty={
          q || state ? { title: t('orders.noneFound'), text: t('orders.noneFoundText') } : { title: t('orders.empty'), text: t('orders.emptyText') }
        }
      />
      <Drawer
        opened={open !== ''}
        onClose={close}
        position="right"
        size="lg"
        title={t('order.title')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        {open === '' ? null : <OrderView eventId={id} orderId={open} />}
      </Drawer>
    </>
  )
}

function useColumns(id: string, open: (orderId: string) => void): readonly Column<OrderRow>[] {
  const t = useTranslations('backstage')
  const locale = useReaderLocale()
  const zone = useEventZone(id)
  const methodOf = (order: OrderRow) => (order.method ? t(`method.${order.method}`) : null)
  return [
    {
      id: 'code',
      title: t('orders.column.code'),
      value: (order) => order.code,
      cell: (order) => (
        <button type="button" className={classes['rowTitle']} onClick={() => open(order.id)}>
          {order.code}
        </button>
      ),
    },
    {
      id: 'buyer',
      title: t('orders.column.buyer'),
      value: (order) => order.buyerName,
      cell: (order) => (
        <span className={classes['two']}>
          {order.buyerName}
          <small>{order.buyerEmail}</small>
        </span>
      ),
    },
    {
      id: 'state',
      title: t('orders.column.state'),
      value: (order) => t(`orderState.${order.state}`),
      cell: (order) => <StateMark tone={toneOfOrder[order.state]}>{t(`orderState.${order.state}`)}</StateMark>,
    },
    {
      id: 'tickets',
      title: t('orders.column.tickets'),
      value: (order) => order.tickets,
      isFigure: true,
      cell: (order) => formatNumber(order.tickets, locale),
    },
    {
      id: 'total',
      title: t('orders.column.total'),
      value: (order) => order.total.minor / 100,
      isFigure: true,
      cell: (order) => formatMoney(order.total, locale),
    },
    { id: 'method', title: t('orders.column.method'), value: methodOf, cell: (order) => methodOf(order) ?? '–' },
    {
      id: 'placed',
      title: t('orders.column.placed'),
      value: (order) => order.placedAt,
      cell: (order) => formatDateTime(order.placedAt, zone, locale),
    },
  ]
}
