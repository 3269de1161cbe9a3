'use client'
import type { PaymentView } from '@fashionistas/contract'
import { useTranslations } from 'next-intl'
import type { z } from 'zod'
import styles from './checkout.module.css'

/** A payment that did not go through: why, what happened to the money, what to do now. */
export function PaymentFailure({ payment }: { readonly payment: z.infer<typeof PaymentView> }) {
  const t = useTranslations('checkout')
  return (
    <div className={styles.notice} role="alert">
      <p>
        <strong>{t('failure.title', { method: t(`method.${payment.method}`) })}</strong>
      </p>
      <p>{payment.failure?.message ?? t(`failure.${payment.state === 'expired' ? 'expired' : 'other'}`)}</p>
      <p>{t(payment.method === 'card' || payment.method === 'pse' ? 'failure.moneyBank' : 'failure.money')}</p>
      <p>{t('failure.now')}</p>
    </div>
  )
}
