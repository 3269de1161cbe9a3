'use client'
import type { OrderId } from '@fashionistas/contract'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { api } from '../shell/api.ts'
import buttons from '../shell/button.module.css'
import { ErrorState, Skeletons } from '../shell/states.tsx'
import { usePaths } from '../shell/use-paths.ts'
import styles from './checkout.module.css'
import { Countdown } from './countdown.tsx'
import type { Form } from './kept-form.ts'
import { useOrderNews } from './order-news.ts'
import { PaymentStep } from './payment-step.tsx'
import { Summary } from './summary.tsx'

type Props = { readonly orderId: OrderId; readonly token: string; readonly form: Form; readonly change: (changes: Form) => void }
const startOver: Form = { orderId: '', orderToken: '', orderKey: '', orderSent: '', paymentKey: '', paymentSent: '', paymentId: '' }

/** Step three: the tickets are held, what is left is to pay. */
export function HeldOrder({ orderId, token, form, change }: Props) {
  const t = useTranslations('checkout')
  const paths = usePaths()
  const router = useRouter()
  const order = useQuery({ queryKey: ['order', orderId], queryFn: () => api.getOrder({ orderId, token }), staleTime: 0 })
  const ask = () => void order.refetch()
  useOrderNews(orderId, token)
  const isPaid = order.data !== undefined && ['paid', 'partially_refunded', 'refunded', 'late_paid'].includes(order.data.state)
  useEffect(() => {
    if (isPaid) router.replace(paths.order({ token }))
  }, [isPaid, router, paths, token])
  const giveBack = async () => {
    await api.releaseOrder({ orderId, token }).catch(() => undefined) // already gone: the stock is free either way
    change(startOver)
  }

  if (order.error)
    return (
      <ErrorState error={order.error} onRetry={ask}>
        <button type="button" className={buttons.quiet} onClick={() => change(startOver)}>
          {t('startOver')}
        </button>
      </ErrorState>
    )
  if (!order.data || isPaid) return <Skeletons rows={4} />
  const { data } = order
  if (data.state !== 'held' && data.state !== 'pending_payment') {
    return (
      <div className={styles.notice} role="alert">
        <p>
          <strong>{t('expired.title')}</strong>
        </p>
        <p>{t('expired.detail')}</p>
        <p>
          <button type="button" className={buttons.primary} onClick={() => change(startOver)}>
            {t('expired.again')}
          </button>
        </p>
      </div>
    )
  }
  return (
    <div className={styles.steps}>
      <section aria-labelledby="step-held">
        <h2 id="step-held" className={styles.step}>
          <span>✓</span> {t('held.title')}
        </h2>
        <p className={styles.muted}>{t('held.detail', { code: data.code, email: data.buyer.email })}</p>
        <Summary priced={data} />
        {data.state === 'held' ? (
          <button type="button" className={buttons.quiet} onClick={() => void giveBack()}>
            {t('held.change')}
          </button>
        ) : null}
      </section>
      <section aria-labelledby="step-payment">
        <h2 id="step-payment" className={styles.step}>
          <span>3</span> {t('step.payment')}
        </h2>
        {data.expiresAt ? <Countdown until={data.expiresAt} onOver={ask} /> : null}
        <PaymentStep order={data} token={token} form={form} change={change} />
        <p className={styles.muted}>
          <Link href={paths.payAgain({ token })} prefetch={false}>
            {t('payLater')}
          </Link>
        </p>
      </section>
    </div>
  )
}
