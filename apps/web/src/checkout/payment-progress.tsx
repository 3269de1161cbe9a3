'use client'
import type { OrderView, PaymentView } from '@fashionistas/contract'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import type { z } from 'zod'
import { api } from '../shell/api.ts'
import buttons from '../shell/button.module.css'
import { LoadingLine } from '../shell/states.tsx'
import styles from './checkout.module.css'
import { NextStep } from './next-step.tsx'
import { isSettled } from './open-payment.ts'
import { PaymentFailure } from './payment-failure.tsx'

type Payment = z.infer<typeof PaymentView>
type Props = { readonly order: OrderView; readonly token: string; readonly payment: Payment }

/** Waits for a payment: says what the person does now, asks every two seconds and then slower, and listens for news. */
export function PaymentProgress({ order, token, payment }: Props) {
  const t = useTranslations('checkout')
  const queries = useQueryClient()
  const asked = useQuery({
    queryKey: ['payment', payment.id],
    queryFn: () => api.getPayment({ orderId: order.id, paymentId: payment.id, token }),
    staleTime: 0,
    refetchInterval: ({ state: { data, dataUpdateCount } }) =>
      data && isSettled(data) && data.state !== 'succeeded' ? false : dataUpdateCount < 30 ? 2000 : dataUpdateCount < 60 ? 5000 : 15_000,
  })
  const current = asked.data ?? payment
  const isOver = isSettled(current)
  useEffect(() => {
    if (isOver) void Promise.all([queries.invalidateQueries({ queryKey: ['order', order.id] }), queries.invalidateQueries({ queryKey: ['link'] })])
  }, [isOver, asked.dataUpdatedAt, queries, order.id]) // oxlint-disable-line react/exhaustive-effect-dependencies -- asked again until the order has its tickets: then this is no longer shown

  if (isOver && current.state !== 'succeeded') return <PaymentFailure payment={current} />
  return (
    <div className={styles.progress}>
      {current.state === 'succeeded' ? (
        <p role="status">
          <strong>{t('succeeded')}</strong>
        </p>
      ) : (
        <NextStep payment={current} timeZone={order.event.timeZone} />
      )}
      <LoadingLine label={t('waiting')} />
      {asked.error ? (
        <p className={styles.muted} role="status">
          {t('stillAsking')}
        </p>
      ) : null}
      {current.state !== 'succeeded' ? (
        <p className={styles.muted}>
          {t('another')}{' '}
          <button type="button" className={buttons.quiet} onClick={() => void asked.refetch()}>
            {t('askNow')}
          </button>
        </p>
      ) : null}
    </div>
  )
}
