'use client'
import type { TicketType } from '@fashionistas/contract'
import { Button, Drawer } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { api } from '../shell/api.ts'
import { formatMoney } from '../shell/format.ts'
import { textOf } from '../shell/locale.ts'
import { EmptyState } from '../shell/states.tsx'
import { useReaderLocale } from '../shell/use-paths.ts'
import { PoolsPanel } from '../wizard/pools-panel.tsx'
import { Asked } from './asked.tsx'
import classes from './backstage.module.css'
import { EventHead, useOwnEvent } from './event-head.tsx'
import { queryKeys } from './query-keys.ts'
import { RowList } from './row-list.tsx'
import type { Column } from './row-list.tsx'
import { SoldBar } from './sold-bar.tsx'
import { TypeForm } from './type-form.tsx'
import { useLiveQueries } from './use-live-queries.ts'

/** What is sold at an event, also while it sells: types, prices, stock and shared quotas. */
export function StockPage({ id }: { readonly id: string }) {
  const t = useTranslations('backstage')
  const [open, setOpen] = useState<TicketType | 'new'>()
  const { data: event } = useOwnEvent(id)
  const query = useQuery({ queryKey: queryKeys.types(id), queryFn: ({ signal }) => api.listTicketTypes({ eventId: id }, { signal }) })
  useLiveQueries([`event:${id}:sales`], queryKeys.types(id))
  const columns = useColumns(setOpen)
  const add = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setOpen('new')}>
      {t('stock.add')}
    </Button>
  )
  return (
    <>
      <EventHead id={id} title={t('stock.title')} />
      <Asked query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState title={t('stock.empty')} action={add}>
              {t('stock.emptyText')}
            </EmptyState>
          ) : (
            <>
              <p className={classes['listActions']}>{add}</p>
              <RowList label={t('stock.title')} rows={data} columns={columns} keyOf={(type) => type.id} fileName={t('stock.file')} />
            </>
          )
        }
      </Asked>
      <div className={classes['below']}>
        <PoolsPanel eventId={id} />
      </div>
      <Drawer
        opened={open !== undefined}
        onClose={() => setOpen(undefined)}
        position="right"
        size="xl"
        title={t(open === 'new' ? 'stock.add' : 'stock.change')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        {open && event ? (
          <TypeForm
            eventId={id}
            type={open === 'new' ? undefined : open}
            currency={event.currency}
            timeZone={event.timeZone}
            done={() => setOpen(undefined)}
          />
        ) : null}
      </Drawer>
    </>
  )
}

function useColumns(open: (type: TicketType) => void): readonly Column<TicketType>[] {
  const t = useTranslations('backstage')
  const locale = useReaderLocale()
  return [
    {
      id: 'name',
      title: t('stock.column.name'),
      value: (type) => textOf(type.name, locale),
      cell: (type) => (
        <button type="button" className={classes['rowTitle']} onClick={() => open(type)}>
          {textOf(type.name, locale)}
        </button>
      ),
    },
    {
      id: 'prices',
      title: t('stock.column.prices'),
      value: ({ tiers }) => (tiers[0]?.price.minor ?? 0) / 100,
      cell: ({ tiers }) => (
        <span className={classes['two']}>
          {tiers.map((tier, place) => (
            <span key={tier.id ?? place}>
              {formatMoney(tier.price, locale)} <small>{textOf(tier.name, locale)}</small>
            </span>
          ))}
        </span>
      ),
    },
    {
      id: 'sold',
      title: t('stock.column.sold'),
      value: ({ sold }) => sold,
      cell: (type) => <SoldBar sold={type.sold} held={type.held} capacity={type.quantity} label={textOf(type.name, locale)} />,
    },
    {
      id: 'visibility',
      title: t('stock.column.visibility'),
      value: ({ visibility }) => t(`stock.${visibility}`),
      cell: ({ visibility }) => t(`stock.${visibility}`),
    },
  ]
}
