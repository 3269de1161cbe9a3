'use client'
import type { PromoCode } from '@fashionistas/contract'
import { Button, Drawer } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { api } from '../shell/api.ts'
import classes from './backstage.module.css'
import { ChangeCode } from './change-code.tsx'
import { EventHead, useOwnEvent } from './event-head.tsx'
import { ListPage } from './list-page.tsx'
import { NewCode } from './new-code.tsx'
import { queryKeys } from './query-keys.ts'
import { useCodeColumns } from './use-code-columns.tsx'
import { useLiveQueries } from './use-live-queries.ts'
import { useOrganization } from './use-organization.ts'
import { usePages } from './use-pages.ts'

/** The promo codes of an event: what each takes off, how often it was used, and its switch. */
export function CodesPage({ id }: { readonly id: string }) {
  const t = useTranslations('backstage')
  const [open, setOpen] = useState<PromoCode | 'new'>()
  const { can } = useOrganization()
  const { data: event } = useOwnEvent(id)
  const types = useQuery({ queryKey: queryKeys.types(id), queryFn: ({ signal }) => api.listTicketTypes({ eventId: id }, { signal }) })
  const pages = usePages(queryKeys.codes(id), (cursor) => api.listCodes({ eventId: id, limit: 50, ...(cursor ? { cursor } : {}) }))
  useLiveQueries([`event:${id}:sales`], queryKeys.codes(id))
  const known = types.data?.data ?? []
  const columns = useCodeColumns({ event, types: known, open: setOpen })
  const mayMake = can('events.write') && event !== undefined && event.state !== 'cancelled' && event.state !== 'completed'
  const make = mayMake ? (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setOpen('new')}>
      {t('codes.create')}
    </Button>
  ) : null
  const close = () => setOpen(undefined)
  return (
    <>
      <EventHead id={id} title={t('codes.title')} />
      {make && pages.rows.length > 0 ? <p className={classes['listActions']}>{make}</p> : null}
      <ListPage
        pages={pages}
        label={t('codes.title')}
        columns={columns}
        keyOf={(code) => code.id}
        fileName={t('codes.file')}
        empty={{ title: t('codes.empty'), text: t(make ? 'codes.emptyText' : 'codes.emptyRead'), action: make }}
      />
      <Drawer
        opened={open !== undefined}
        onClose={close}
        position="right"
        size="lg"
        title={open === 'new' || !open ? t('codes.create') : t('codes.change', { code: open.code })}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        {open === 'new' && event ? (
          <NewCode eventId={event.id} currency={event.currency} timeZone={event.timeZone} types={known} done={close} />
        ) : null}
        {open && open !== 'new' && event ? <ChangeCode code={open} timeZone={event.timeZone} done={close} /> : null}
      </Drawer>
    </>
  )
}
