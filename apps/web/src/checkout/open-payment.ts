import type { OrderView, PaymentView } from '@fashionistas/contract'
import type { z } from 'zod'

type Payment = z.infer<typeof PaymentView>
const withoutMoney: readonly Payment['state'][] = ['failed', 'expired', 'cancelled', 'voided', 'partially_refunded', 'refunded']

/**
 * The payment that is under way: the one this tab started, else the newest one that has not ended. One that succeeded is still under way
 * until its order has tickets: nobody is asked to pay a second time meanwhile.
 */
export function openPayment(order: Pick<OrderView, 'payments'>, startedHere?: string): Payment | undefined {
  const open = order.payments.filter(({ state }) => !withoutMoney.includes(state))
  return open.find(({ id }) => id === startedHere) ?? open.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))[0]
}

export const isSettled = ({ state }: Pick<Payment, 'state'>): boolean => state === 'succeeded' || withoutMoney.includes(state)
