import type { OrderView as Order } from '@fashionistas/contract'
import { useTranslations } from 'next-intl'
import { formatMoney } from '../shell/format.ts'
import { textOf } from '../shell/locale.ts'
import { useReaderLocale } from '../shell/use-paths.ts'
import classes from './backstage.module.css'

/** The money of an order, line by line, as the buyer's receipt says it. */
export function OrderMoney({ order }: { readonly order: Order }) {
  const t = useTranslations('backstage')
  const locale = useReaderLocale()
  const sums = [
    {
      label: order.promoCode ? t('order.discountOf', { code: order.promoCode }) : t('order.discount'),
      amount: { ...order.discount, minor: -order.discount.minor },
      isShown: order.discount.minor > 0,
    },
    { label: t('order.fees'), amount: order.fees, isShown: order.fees.minor > 0 },
    { label: t('order.taxes'), amount: order.taxes, isShown: order.taxes.minor > 0 },
    { label: t('order.total'), amount: order.total, isShown: true },
    {
      label: t('order.taxIncluded', { percent: order.ivaBp / 100 }),
      amount: order.taxIncluded,
      isShown: order.taxIncluded.minor > 0,
    },
    { label: t('order.refunded'), amount: order.refunded, isShown: order.refunded.minor > 0 },
  ]
  return (
    <dl className={classes['receipt']}>
      {order.lines.map((line) => (
        <div key={`${line.typeId}:${line.unit.minor}`}>
          <dt>
            {line.quantity} × {textOf(line.name, locale)}
            {line.tierName ? ` · ${textOf(line.tierName, locale)}` : ''}
          </dt>
          <dd>{formatMoney({ minor: line.unit.minor * line.quantity, currency: line.unit.currency }, locale)}</dd>
        </div>
      ))}
      {sums
        .filter(({ isShown }) => isShown)
        .map(({ label, amount }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{formatMoney(amount, locale)}</dd>
          </div>
        ))}
    </dl>
  )
}
