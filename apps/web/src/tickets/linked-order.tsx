'use client'
import type { OrderView } from '@fashionistas/contract'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { ErrorState, Skeletons } from '../shell/states.tsx'
import { usePaths } from '../shell/use-paths.ts'
import { useLinkedOrder } from '../checkout/use-linked-order.ts'
import type { OpenedLink } from './opened-link.ts'
import styles from './order-page.module.css'

/** Opens the link in the address bar and hands its order on; says what to do when the link opens nothing. */
export function LinkedOrder({
  opened,
  children,
}: {
  readonly opened?: OpenedLink
  readonly children: (order: OrderView, token: string) => ReactNode
}) {
  const t = useTranslations('tickets')
  const paths = usePaths()
  const { token, order, data } = useLinkedOrder(opened)
  if (data) return children(data, token)
  return (
    <div className={styles.page}>
      <h1 className="unseen">{t('pageTitle')}</h1>
      {order.error ? (
        <ErrorState error={order.error} onRetry={() => void order.refetch()}>
          <Link href={paths.myTickets()}>{t('newLink')}</Link>
        </ErrorState>
      ) : (
        <Skeletons rows={2} height={440} />
      )}
    </div>
  )
}
