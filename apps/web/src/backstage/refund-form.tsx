'use client'
import type { OrderView as Order } from '@fashionistas/contract'
import { Button, Checkbox, Select, Stack, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { api } from '../shell/api.ts'
import { textOf } from '../shell/locale.ts'
import { useReaderLocale } from '../shell/use-paths.ts'
import { queryKeys } from './query-keys.ts'
import { TypedConfirmation } from './typed-confirmation.tsx'
import { tell, useTellFailure } from './use-tell.ts'

const reasons = ['voluntary', 'retracto', 'goodwill', 'duplicate'] as const

/** Gives back all of an order or the chosen tickets. The key is made once: a second press can't pay twice. */
export function RefundForm({ order, eventId, done }: { readonly order: Order; readonly eventId: string; readonly done: () => void }) {
  const t = useTranslations('backstage')
  const locale = useReaderLocale()
  const queries = useQueryClient()
  const tellFailure = useTellFailure()
  const active = order.tickets.filter(({ state }) => state === 'active')
  const [chosen, setChosen] = useState<readonly string[]>(active.map(({ id }) => id))
  const [reason, setReason] = useState<(typeof reasons)[number]>('voluntary')
  const [note, setNote] = useState('')
  const [idempotencyKey, setKey] = useState(() => crypto.randomUUID())
  const isWhole = chosen.length === active.length
  const refund = useMutation({
    mutationFn: () =>
      api.refundOrder(
        { orderId: order.id, reason, ...(isWhole ? {} : { ticketIds: [...chosen] }), ...(note.trim() ? { note } : {}) },
        { idempotencyKey },
      ),
    onSuccess: async ({ state }) => {
      await queries.invalidateQueries({ queryKey: queryKeys.event(eventId) })
      tell(t(state === 'manual' ? 'refund.doneManual' : 'refund.done'))
      done()
    },
    onError: tellFailure,
  })
  const change = (act: () => void) => {
    act()
    setKey(crypto.randomUUID())
  }
  return (
    <Stack component="section" aria-label={t('order.refund')}>
      <Checkbox.Group label={t('refund.which')} value={[...chosen]} onChange={(ids) => change(() => setChosen(ids))}>
        <Stack gap="xs" mt="xs">
          {active.map((ticket) => (
            <Checkbox
              key={ticket.id}
              value={ticket.id}
              label={`${ticket.holderName ?? order.buyer.name} · ${textOf(ticket.typeName, locale)} · ${ticket.code}`}
            />
          ))}
        </Stack>
      </Checkbox.Group>
      <Select
        label={t('refund.reason')}
        allowDeselect={false}
        value={reason}
        data={reasons.map((value) => ({ value, label: t(`refundReason.${value}`) }))}
        onChange={(value) => change(() => setReason(reasons.find((known) => known === value) ?? 'voluntary'))}
      />
      <Textarea
        label={t('refund.note')}
        autosize
        minRows={2}
        maxLength={500}
        value={note}
        onChange={(event) => {
          const text = event.currentTarget.value
          change(() => setNote(text))
        }}
      />
      <TypedConfirmation
        phrase={order.code}
        action={isWhole ? t('refund.all') : t('refund.some', { count: chosen.length })}
        isBusy={refund.isPending}
        blockedBecause={chosen.length === 0 ? t('refund.chooseOne') : undefined}
        confirm={() => refund.mutate()}
      />
      <Button variant="subtle" onClick={done}>
        {t('refund.leave')}
      </Button>
    </Stack>
  )
}
