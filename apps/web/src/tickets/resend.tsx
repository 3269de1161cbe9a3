'use client'
import type { OrderView } from '@fashionistas/contract'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { api } from '../shell/api.ts'
import buttons from '../shell/button.module.css'
import { formatPhone } from '../shell/format.ts'
import { useProblem } from '../shell/problem.ts'
import styles from './order-page.module.css'

/** Sends the tickets once more, to where they went the first time. */
export function Resend({ order, token }: { readonly order: OrderView; readonly token: string }) {
  const t = useTranslations('tickets')
  const problem = useProblem()
  const send = useMutation({ mutationFn: (channel: 'whatsapp' | 'email') => api.resendTickets({ orderId: order.id, token, channel }) })
  const wait = (channel: 'whatsapp' | 'email') => {
    if (!send.isPending) send.mutate(channel)
  }
  return (
    <div>
      <div className={styles.row}>
        <button type="button" className={buttons.secondary} aria-disabled={send.isPending} onClick={() => wait('whatsapp')}>
          {t('resendWhatsapp')}
        </button>
        <button type="button" className={buttons.secondary} aria-disabled={send.isPending} onClick={() => wait('email')}>
          {t('resendEmail')}
        </button>
      </div>
      <p role="status" className={styles.muted}>
        {send.isSuccess
          ? t('resent', { to: send.variables === 'email' ? order.buyer.email : formatPhone(order.buyer.phone) })
          : send.error
            ? `${problem(send.error).title}. ${problem(send.error).detail}`
            : ''}
      </p>
    </div>
  )
}
