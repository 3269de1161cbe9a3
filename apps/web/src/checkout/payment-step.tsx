'use client'
import type { OrderView } from '@fashionistas/contract'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { api } from '../shell/api.ts'
import { ErrorState, Skeletons } from '../shell/states.tsx'
import { openPayment } from './open-payment.ts'
import styles from './checkout.module.css'
import type { Form } from './kept-form.ts'
import { MethodFields } from './method-fields.tsx'
import { inOrder } from './methods.ts'
import { PaymentFailure } from './payment-failure.tsx'
import { PaymentProgress } from './payment-progress.tsx'

type Props = { readonly order: OrderView; readonly token: string; readonly form: Form; readonly change: (changes: Form) => void }

/** The ways to pay, or the payment under way. After a "no", the ways again: the tickets stay held. */
export function PaymentStep({ order, token, form, change }: Props) {
  const t = useTranslations('checkout')
  const open = openPayment(order, form['paymentId'])
  const offers = useQuery({
    queryKey: ['methods', order.id],
    queryFn: () => api.listPaymentMethods({ orderId: order.id, token }),
    enabled: open === undefined,
    staleTime: 60_000,
  })
  if (open) return <PaymentProgress order={order} token={token} payment={open} />

  const last = order.payments.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))[0]
  const failed = last && ['failed', 'expired', 'cancelled', 'voided'].includes(last.state) ? last : undefined
  if (offers.error) return <ErrorState error={offers.error} onRetry={() => void offers.refetch()} />
  if (!offers.data) return <Skeletons rows={4} height={56} />
  if (offers.data.data.length === 0)
    return (
      <p className={styles.notice} role="alert">
        {t('noMethods')}
      </p>
    )
  const shown = inOrder(offers.data.data)
  const chosen = shown.find(({ method }) => method === form['method']) ?? shown[0]
  return (
    <div>
      {failed ? <PaymentFailure payment={failed} /> : null}
      <fieldset className={styles.methods}>
        <legend className="unseen">{t('howToPay')}</legend>
        {shown.map((offer) => (
          <div key={`${offer.method}:${offer.provider}`} className={offer === chosen ? styles.chosenMethod : styles.method}>
            <label className={styles.methodName}>
              <input type="radio" name="method" value={offer.method} checked={offer === chosen} onChange={() => change({ method: offer.method })} />
              <span>
                {t(`method.${offer.method}`)}
                <span className={styles.muted}> {t(`methodNote.${offer.method}`)}</span>
              </span>
            </label>
            {offer === chosen ? <MethodFields key={offer.method} offer={offer} order={order} token={token} form={form} change={change} /> : null}
          </div>
        ))}
      </fieldset>
    </div>
  )
}
