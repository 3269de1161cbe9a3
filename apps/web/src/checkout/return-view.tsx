'use client'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useEffect } from 'react'
import buttons from '../shell/button.module.css'
import { ErrorState, Skeletons } from '../shell/states.tsx'
import { usePaths } from '../shell/use-paths.ts'
import styles from './checkout.module.css'
import { openPayment } from './open-payment.ts'
import { PaymentFailure } from './payment-failure.tsx'
import { PaymentProgress } from './payment-progress.tsx'
import { useLinkedOrder } from './use-linked-order.ts'

/** Back from the provider's page: how the payment ended, or that it has not yet. */
export function ReturnView() {
  const t = useTranslations('checkout')
  const { token, order } = useLinkedOrder()
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>{t('back.title')}</h1>
      {order.error ? (
        <ErrorState error={order.error} onRetry={() => void order.refetch()} />
      ) : order.data ? (
        <Outcome order={order.data} token={token} />
      ) : (
        <Skeletons rows={2} />
      )}
    </div>
  )
}

type Linked = NonNullable<ReturnType<typeof useLinkedOrder>['order']['data']>

function Outcome({ order, token }: { readonly order: Linked; readonly token: string }) {
  const t = useTranslations('checkout')
  const paths = usePaths()
  const isPaid = order.tickets.length > 0
  useForgetForm(isPaid, order.event.id)
  if (isPaid) {
    return (
      <div className={styles.progress}>
        <p role="status">
          <strong>{t('back.paid')}.</strong> {t('back.paidDetail')}
        </p>
        <p>
          <Link className={buttons.primary} href={paths.order({ token })}>
            {t('back.see')}
          </Link>
        </p>
      </div>
    )
  }
  const open = openPayment(order)
  if (open) return <PaymentProgress order={order} token={token} payment={open} />
  const last = order.payments.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))[0]
  return (
    <div>
      {last ? <PaymentFailure payment={last} /> : null}
      <p>
        <Link className={buttons.primary} href={paths.payAgain({ token })}>
          {t('back.again')}
        </Link>
      </p>
    </div>
  )
}

/** A paid order needs its form no more; the next purchase starts clean. */
function useForgetForm(isPaid: boolean, eventId: string): void {
  useEffect(() => {
    if (isPaid) sessionStorage.removeItem(`fashionistas:checkout:${eventId}`)
  }, [isPaid, eventId])
}
