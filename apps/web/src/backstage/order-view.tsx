'use client'
import type { OrderView as Order } from '@fashionistas/contract'
import { Button, Group, Stack } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Answers } from '../shell/answers.tsx'
import { api } from '../shell/api.ts'
import { formatDateTime, formatMoney, formatPhone } from '../shell/format.ts'
import { textOf } from '../shell/locale.ts'
import { useReaderLocale } from '../shell/use-paths.ts'
import { Asked } from './asked.tsx'
import classes from './backstage.module.css'
import { OrderMoney } from './order-money.tsx'
import { queryKeys } from './query-keys.ts'
import { RefundForm } from './refund-form.tsx'
import { StateMark } from './state-mark.tsx'
import { toneOfOrder, toneOfPayment } from './tones.ts'
import { useOrganization } from './use-organization.ts'
import { tell, useTellFailure } from './use-tell.ts'

/** One order: who bought, what, how it was paid, and what can be done about it. */
export function OrderView({ eventId, orderId }: { readonly eventId: string; readonly orderId: string }) {
  const query = useQuery({ queryKey: queryKeys.order(eventId, orderId), queryFn: ({ signal }) => api.getOrder({ orderId }, { signal }) })
  return <Asked query={query}>{(order) => <Opened order={order} eventId={eventId} />}</Asked>
}

function Opened({ order, eventId }: { readonly order: Order; readonly eventId: string }) {
  const t = useTranslations('backstage')
  const locale = useReaderLocale()
  const { can } = useOrganization()
  const [isRefunding, setRefunding] = useState(false)
  const zone = order.event.timeZone
  return (
    <Stack gap="lg">
      <div>
        <p className={classes['orderCode']}>{order.code}</p>
        <StateMark tone={toneOfOrder[order.state]}>{t(`orderState.${order.state}`)}</StateMark> · {formatDateTime(order.placedAt, zone, locale)}
      </div>
      <address className={classes['buyer']}>
        <strong>{order.buyer.name}</strong>
        <a href={`mailto:${order.buyer.email}`}>{order.buyer.email}</a>
        <a href={`tel:${order.buyer.phone}`}>{formatPhone(order.buyer.phone)}</a>
      </address>
      <OrderMoney order={order} />
      <Answers title={t('order.answers')} answers={order.answers} />
      <section>
        <h3>{t('order.tickets', { count: order.tickets.length })}</h3>
        {order.tickets.length === 0 ? (
          <p className={classes['calm']}>{t('order.noTickets')}</p>
        ) : (
          <ul className={classes['lines']}>
            {order.tickets.map((ticket) => (
              <li key={ticket.id}>
                <span className={classes['two']}>
                  {ticket.holderName ?? order.buyer.name}
                  <small>
                    {textOf(ticket.typeName, locale)} · {ticket.code}
                  </small>
                </span>
                <span>
                  {ticket.admittedAt
                    ? t('order.admittedAt', { date: formatDateTime(ticket.admittedAt, zone, locale) })
                    : t(`ticketState.${ticket.state}`)}
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section>
        <h3>{t('order.payments')}</h3>
        {order.payments.length === 0 ? (
          <p className={classes['calm']}>{t('order.noPayments')}</p>
        ) : (
          <ul className={classes['lines']}>
            {order.payments.map((payment) => (
              <li key={payment.id}>
                <span className={classes['two']}>
                  {t(`method.${payment.method}`)} · {formatMoney(payment.amount, locale)}
                  <small>{payment.failure?.message ?? formatDateTime(payment.createdAt, zone, locale)}</small>
                </span>
                <StateMark tone={toneOfPayment[payment.state]}>{t(`paymentState.${payment.state}`)}</StateMark>
              </li>
            ))}
          </ul>
        )}
      </section>
      {isRefunding ? (
        <RefundForm order={order} eventId={eventId} done={() => setRefunding(false)} />
      ) : (
        <Group>
          {order.tickets.length > 0 ? <Resend orderId={order.id} /> : null}
          {can('orders.refund') && order.refunded.minor < order.total.minor && order.tickets.some(({ state }) => state === 'active') ? (
            <Button variant="default" onClick={() => setRefunding(true)}>
              {t('order.refund')}
            </Button>
          ) : null}
        </Group>
      )}
    </Stack>
  )
}

function Resend({ orderId }: { readonly orderId: string }) {
  const t = useTranslations('backstage')
  const tellFailure = useTellFailure()
  const resend = useMutation({
    mutationFn: (channel: 'whatsapp' | 'email') => api.resendTickets({ orderId, channel }),
    onSuccess: (_, channel) => tell(t(`order.resent.${channel}`)),
    onError: tellFailure,
  })
  return (
    <>
      {(['whatsapp', 'email'] as const).map((channel) => (
        <Button key={channel} variant="default" loading={resend.isPending && resend.variables === channel} onClick={() => resend.mutate(channel)}>
          {t(`order.resend.${channel}`)}
        </Button>
      ))}
    </>
  )
}
