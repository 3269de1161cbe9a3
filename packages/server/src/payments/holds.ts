import type { PaymentMethod } from '@fashionistas/contract'

/** Minutes that tickets are held while the payer is busy with a method (money.md, 5.2). */
const minutes: Readonly<Record<PaymentMethod, number>> = {
  card: 10,
  nequi: 15,
  daviplata: 15,
  pse: 20,
  bancolombia_transfer: 20,
  bancolombia_qr: 20,
  cash_voucher: 48 * 60,
}
/** A cash voucher must be paid a day before the event: the corresponsal tells us late. */
const voucherCutOffMinutes = 24 * 60

export const holdMinutes = (method: PaymentMethod): number => minutes[method]
export const isLongHold = (method: PaymentMethod): boolean => method === 'cash_voucher'

/** Until when a hold lasts with this method; undefined when the event is too near for it. */
export function holdUntil(method: PaymentMethod, now: Date, eventStartsAt: Date): Date | undefined {
  const until = new Date(now.getTime() + minutes[method] * 60_000)
  if (!isLongHold(method)) return until
  const latest = new Date(eventStartsAt.getTime() - voucherCutOffMinutes * 60_000)
  if (latest.getTime() - now.getTime() < 2 * 3_600_000) return undefined
  return latest < until ? latest : until
}
