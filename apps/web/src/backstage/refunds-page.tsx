'use client'
import type { RefundView } from '@fashionistas/contract'
import { Button, Drawer, Group, Select } from '@mantine/core'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { api } from '../shell/api.ts'
import { formatDay, formatMoney } from '../shell/format.ts'
import { homeZone } from '../shell/locale.ts'
import { usePaths, useReaderLocale } from '../shell/use-paths.ts'
import classes from './backstage.module.css'
import { ListPage } from './list-page.tsx'
import { PageHead } from './panel.tsx'
import { queryKeys } from './query-keys.ts'
import type { Column } from './row-list.tsx'
import { SettleForm } from './settle-form.tsx'
import { StateMark } from './state-mark.tsx'
import { toneOfRefund } from './tones.ts'
import { useLiveQueries } from './use-live-queries.ts'
import { useOrganization } from './use-organization.ts'
import { usePages } from './use-pages.ts'
import { useUrlState } from './use-url-state.ts'

const states = ['manual', 'requested', 'approved', 'processing', 'succeeded', 'failed'] as const

/** Money on its way back; what a person must move by hand stands first. */
export function RefundsPage() {
  const t = useTranslations('backstage')
  const { id } = useOrganization()
  const url = useUrlState({ state: '' })
  const [settling, setSettling] = useState<RefundView>()
  const state = states.find((known) => known === url.read('state'))
  const pages = usePages(queryKeys.refunds(id, state ?? ''), (cursor) =>
    api.listRefunds({ organizationId: id, limit: 50, ...(state ? { state } : {}), ...(cursor ? { cursor } : {}) }),
  )
  useLiveQueries([`organization:${id}`], [...queryKeys.organization(id), 'refunds'])
  return (
    <>
      <PageHead title={t('refunds.title')} note={t('refunds.note')} />
      <Group mb="md">
        <Select
          aria-label={t('refunds.state')}
          placeholder={t('refunds.anyState')}
          clearable
          value={state ?? null}
          onChange={(value) => url.set({ state: value ?? '' })}
          data={states.map((value) => ({ value, label: t(`refundState.${value}`) }))}
        />
      </Group>
      <ListPage
        pages={pages}
        label={t('refunds.title')}
        columns={useColumns(setSettling)}
        keyOf={(refund) => refund.id}
        fileName={t('refunds.file')}
        empty={{ title: t('refunds.empty'), text: t('refunds.emptyText') }}
      />
      <Drawer
        opened={settling !== undefined}
        onClose={() => setSettling(undefined)}
        position="right"
        title={t('settle.title')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        {settling ? <SettleForm refund={settling} done={() => setSettling(undefined)} /> : null}
      </Drawer>
    </>
  )
}

function useColumns(settle: (refund: RefundView) => void): readonly Column<RefundView>[] {
  const t = useTranslations('backstage')
  const locale = useReaderLocale()
  const paths = usePaths()
  const { can } = useOrganization()
  return [
    {
      id: 'buyer',
      title: t('refunds.column.buyer'),
      value: ({ buyerName }) => buyerName,
      cell: ({ buyerName, eventId, orderId, orderCode }) => (
        <span className={classes['two']}>
          {buyerName}
          <small>
            <Link href={`${paths.eventOrders({ id: eventId })}?order=${orderId}`}>{orderCode}</Link>
          </small>
        </span>
      ),
    },
    {
      id: 'amount',
      title: t('refunds.column.amount'),
      value: ({ amount }) => amount.minor / 100,
      isFigure: true,
      cell: ({ amount }) => formatMoney(amount, locale),
    },
    {
      id: 'reason',
      title: t('refunds.column.reason'),
      value: ({ reason }) => t(`refundReason.${reason}`),
      cell: ({ reason }) => t(`refundReason.${reason}`),
    },
    {
      id: 'state',
      title: t('refunds.column.state'),
      value: ({ state }) => t(`refundState.${state}`),
      cell: ({ state, evidence }) => (
        <span className={classes['two']}>
          <StateMark tone={toneOfRefund[state]}>{t(`refundState.${state}`)}</StateMark>
          {evidence ? <small>{evidence}</small> : null}
        </span>
      ),
    },
    {
      id: 'due',
      title: t('refunds.column.due'),
      value: ({ dueAt }) => dueAt,
      cell: ({ dueAt, settledAt }) =>
        settledAt ? t('refunds.settledOn', { date: formatDay(settledAt, homeZone, locale) }) : formatDay(dueAt, homeZone, locale),
    },
    {
      id: 'settle',
      title: t('refunds.column.settle'),
      cell: (refund) =>
        refund.state === 'manual' && can('orders.refund') ? (
          <Button size="xs" onClick={() => settle(refund)}>
            {t('settle.open')}
          </Button>
        ) : null,
    },
  ]
}
