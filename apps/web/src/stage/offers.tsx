'use client'
import type { EventDetail, TypeOnSale } from '@fashionistas/contract'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { api } from '../shell/api.ts'
import { formatDateTime, formatMoney } from '../shell/format.ts'
import { textOf } from '../shell/locale.ts'
import { useCodeInAddress, withCode } from '../shell/promo-code.ts'
import { usePaths, useReaderLocale } from '../shell/use-paths.ts'
import { lowestPrice, saleOf } from './sale.ts'
import styles from './offers.module.css'

export type OffersEvent = Pick<EventDetail, 'id' | 'slug' | 'state' | 'endsAt' | 'timeZone' | 'types'>

/** What is sold, at today's price and with what is honestly left: the page is cached, this part asks again in the browser. */
export function Offers({ event }: { readonly event: OffersEvent }) {
  const t = useTranslations('event')
  const paths = usePaths()
  const locale = useReaderLocale()
  const router = useRouter()
  const code = useCodeInAddress()
  const checkout = withCode(paths.checkout({ slug: event.slug }), code) // fetched ahead once a hand comes near, not before
  const isOpen = event.state === 'active' || event.state === 'sold_out'
  const { data } = useQuery({
    queryKey: ['availability', event.id],
    queryFn: () => api.getAvailability({ eventId: event.id }),
    enabled: isOpen,
    staleTime: 0,
    refetchInterval: 30_000,
  })
  const types = data?.types ?? event.types
  const sale = saleOf(event.state, types)
  const lowest = lowestPrice(types)
  if (sale === 'ended') return null
  return (
    <section aria-labelledby="tickets" className={styles.offers}>
      <h2 id="tickets" className={styles.heading}>
        {t('tickets')}
      </h2>
      <ul className={styles.list}>
        {types.map((type) => (
          <Offer key={type.id} type={type} timeZone={event.timeZone} />
        ))}
      </ul>
      {sale === 'on_sale' ? <p className={styles.fees}>{t('feesIncluded')}</p> : <p className={styles.fees}>{t(`sale.${sale}`)}</p>}
      {sale === 'on_sale' && code !== '' ? <p className={styles.fees}>{t('withCode', { code })}</p> : null}
      {sale === 'on_sale' && lowest ? (
        <div className={styles.sticky}>
          <Link
            href={checkout}
            prefetch={false}
            onPointerEnter={() => router.prefetch(checkout)}
            onFocus={() => router.prefetch(checkout)}
            className={styles.buy}
          >
            {lowest.minor === 0 ? t('reserveFree') : t('buyFrom', { price: formatMoney(lowest, locale) })}
          </Link>
        </div>
      ) : null}
    </section>
  )
}

function Offer({ type, timeZone }: { readonly type: TypeOnSale; readonly timeZone: string }) {
  const t = useTranslations('event')
  const locale = useReaderLocale()
  return (
    <li className={type.sale.state === 'on_sale' ? styles.offer : `${styles.offer} ${styles.closed}`}>
      <div>
        <p className={styles.name}>
          {textOf(type.name, locale)}
          {type.tierName ? <span className={styles.tier}> {textOf(type.tierName, locale)}</span> : null}
        </p>
        {type.description ? <p className={styles.detail}>{textOf(type.description, locale)}</p> : null}
        {type.admissions > 1 ? <p className={styles.detail}>{t('admits', { count: type.admissions })}</p> : null}
        {type.nextPrice && type.tierEndsAt && type.sale.state === 'on_sale' ? (
          <p className={styles.detail}>
            {t('nextPrice', { date: formatDateTime(type.tierEndsAt, timeZone, locale), price: formatMoney(type.nextPrice, locale) })}
          </p>
        ) : null}
      </div>
      <div className={styles.right}>
        <p className={styles.price}>{type.isDonation ? t('donation') : type.price.minor === 0 ? t('free') : formatMoney(type.price, locale)}</p>
        <p className={styles.detail}>{stock()}</p>
      </div>
    </li>
  )

  function stock(): string | null {
    switch (type.sale.state) {
      case 'on_sale':
        return type.sale.left === null ? null : t('left', { count: type.sale.left })
      case 'sold_out':
        return t('soldOut')
      case 'soon':
        return t('opens', { date: formatDateTime(type.sale.opensAt, timeZone, locale) })
      case 'closed':
        return t('closed')
    }
  }
}
