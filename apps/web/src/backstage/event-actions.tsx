'use client'
import type { EventDetail, EventSales } from '@fashionistas/contract'
import { Button, Drawer, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { api } from '../shell/api.ts'
import { CancelForm } from './cancel-form.tsx'
import { EditTexts } from './edit-texts.tsx'
import { PostponeForm } from './postpone-form.tsx'
import { queryKeys } from './query-keys.ts'
import { useOrganization } from './use-organization.ts'
import { tell, useTellFailure } from './use-tell.ts'

type Act = 'texts' | 'postpone' | 'cancel'

/** What can be done with an event in its state: publish again, edit its texts, postpone, cancel. */
export function EventActions({ event, sales }: { readonly event: EventDetail; readonly sales: EventSales | undefined }) {
  const t = useTranslations('backstage')
  const { can } = useOrganization()
  const [act, setAct] = useState<Act>()
  const close = () => setAct(undefined)
  const isOpen = event.state === 'active' || event.state === 'sold_out'
  const isAlive = isOpen || event.state === 'postponed'
  return (
    <>
      {event.state === 'postponed' && can('events.publish') ? <PublishAgain id={event.id} /> : null}
      {event.state !== 'cancelled' && can('events.write') ? (
        <Button variant="default" onClick={() => setAct('texts')}>
          {t('actions.texts')}
        </Button>
      ) : null}
      {isAlive && (can('events.publish') || can('events.cancel')) ? (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" aria-label={t('actions.more')} px="xs">
              <IconDots size={18} aria-hidden />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {can('events.publish') ? <Menu.Item onClick={() => setAct('postpone')}>{t('actions.postpone')}</Menu.Item> : null}
            {can('events.cancel') ? (
              <Menu.Item color="red" onClick={() => setAct('cancel')}>
                {t('actions.cancel')}
              </Menu.Item>
            ) : null}
          </Menu.Dropdown>
        </Menu>
      ) : null}
      <Drawer
        opened={act !== undefined}
        onClose={close}
        position="right"
        size="lg"
        title={act ? t(`actions.${act}`) : ''}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        {act === 'texts' ? <EditTexts event={event} done={close} /> : null}
        {act === 'postpone' ? <PostponeForm event={event} done={close} /> : null}
        {act === 'cancel' ? <CancelForm event={event} orders={sales?.orders ?? 0} sold={sales?.sold ?? 0} done={close} /> : null}
      </Drawer>
    </>
  )
}

function PublishAgain({ id }: { readonly id: string }) {
  const t = useTranslations('backstage')
  const queries = useQueryClient()
  const tellFailure = useTellFailure()
  const publish = useMutation({
    mutationFn: () => api.publishEvent({ eventId: id }),
    onSuccess: () => {
      tell(t('actions.published'))
      return queries.invalidateQueries({ queryKey: queryKeys.event(id) })
    },
    onError: tellFailure,
  })
  return (
    <Button loading={publish.isPending} onClick={() => publish.mutate()}>
      {t('actions.publishAgain')}
    </Button>
  )
}
