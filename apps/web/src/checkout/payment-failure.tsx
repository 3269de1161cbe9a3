'use client'
import type { PaymentView } from '@fashionistas/contract'
import { useTranslations } from 'next-intl'
import type { z } from 'zod'
import styles from './checkout.module.css'

/** Reasons that we can put into the reader's language; the company's own words are in its own. */
const reasons = [
  'insufficient_funds',
  'declined',
  'expired',
  'cancelled_by_payer',
  'fraud_suspected',
  'invalid_data',
  'limit_exceeded',
  'provider_unavailable',
  'authentication_failed',
] as const
type Reason = (typeof reasons)[number] | 'other'
const reasonOf = (payment: PaymentView): Reason =>
  reasons.find((reason) => reason === payment.failure?.code) ?? (payment.state === 'expired' ? 'expired' : 'other')

/** A payment that did not go through: why, what happened to the money, what to do now. */
export function PaymentFailure({ payment }: { readonly payment: z.infer<typeof PaymentView> }) {
  const t = useTranslations('checkout')
  return (
    <div className={styles.notice} role="alert">
      <p>
        <strong>{t('failure.title', { method: t(`method.${payment.method}`) })}</strong>
      </p>
      <p>{t(`failure.${reasonOf(payment)}`)}</p>
      <p>{t(payment.method === 'card' || payment.method === 'pse' ? 'failure.moneyBank' : 'failure.money')}</p>
      <p>{t('failure.now')}</p>
    </div>
  )
}
