'use client'
import type { Money, OrderView } from '@fashionistas/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import { api } from '../shell/api.ts'
import buttons from '../shell/button.module.css'
import { formatMoney } from '../shell/format.ts'
import { refusalCode, useProblem } from '../shell/problem.ts'
import { usePaths, useReaderLocale } from '../shell/use-paths.ts'
import { BuyerStep } from './buyer-step.tsx'
import { problemsOf } from './buyer.ts'
import type { CheckoutEvent } from './checkout.tsx'
import styles from './checkout.module.css'
import type { Form } from './kept-form.ts'
import { Summary } from './summary.tsx'
import { TicketsStep } from './tickets-step.tsx'
import { tokenIn, usePlaceOrder } from './use-place-order.ts'
import { wantedOf } from './wanted.ts'

type Props = { readonly event: CheckoutEvent; readonly form: Form; readonly change: (changes: Form) => void }

/** Steps one and two, and the total that follows each choice. */
export function ChooseAndHold({ event, form, change }: Props) {
  const t = useTranslations('checkout')
  const locale = useReaderLocale()
  const router = useRouter()
  const paths = usePaths()
  const page = useRef<HTMLFormElement>(null)
  const [isTried, setTried] = useState(false)
  const [agreedTotal, setAgreedTotal] = useState<Money | null>(null)
  const availability = useQuery({
    queryKey: ['availability', event.id],
    queryFn: () => api.getAvailability({ eventId: event.id }),
    refetchInterval: 20_000,
  })
  const types = availability.data?.types ?? event.types
  const wanted = wantedOf(form, types)
  const quote = useQuery({
    queryKey: ['quote', event.id, wanted],
    queryFn: () => api.quoteOrder({ eventId: event.id, lines: [...wanted] }),
    enabled: wanted.length > 0,
    staleTime: 0,
    placeholderData: keepPreviousData,
  })
  const place = usePlaceOrder(event.id, form, change, (order: OrderView) => {
    if (order.state === 'paid') router.push(paths.order({ token: tokenIn(order.link) }))
  })
  const problems = problemsOf(form)
  const priced = wanted.length > 0 ? quote.data : undefined

  const send = () => {
    setTried(true)
    if (problems.length > 0) return requestAnimationFrame(() => page.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus())
    if (!priced || quote.isPlaceholderData || place.isPending) return undefined
    setAgreedTotal(priced.total)
    return place.mutate({ quote: priced, wanted }, { onError: () => void Promise.all([quote.refetch(), availability.refetch()]) })
  }
  // `post`: sent before the scripts are there, nobody's phone number lands in the address.
  return (
    <form
      ref={page}
      noValidate
      method="post"
      className={styles.steps}
      onSubmit={(event_) => {
        event_.preventDefault()
        send()
      }}
    >
      <section aria-labelledby="step-tickets">
        <h2 id="step-tickets" className={styles.step}>
          <span>1</span> {t('step.tickets')}
        </h2>
        <TicketsStep types={types} wanted={wanted} timeZone={event.timeZone} form={form} change={change} />
        {priced ? (
          <Summary priced={priced} />
        ) : quote.error && wanted.length > 0 ? (
          <Notice error={quote.error} />
        ) : (
          <p className={styles.muted}>{t('chooseFirst')}</p>
        )}
      </section>
      <section aria-labelledby="step-buyer">
        <h2 id="step-buyer" className={styles.step}>
          <span>2</span> {t('step.buyer')}
        </h2>
        <BuyerStep form={form} change={change} problems={isTried ? problems : []} />
      </section>
      <section aria-labelledby="step-payment">
        <h2 id="step-payment" className={styles.step}>
          <span>3</span> {t('step.payment')}
        </h2>
        <p className={styles.muted}>{t('paymentNext')}</p>
        {place.error ? (
          refusalCode(place.error) === 'price_changed' && agreedTotal && priced ? (
            <div className={styles.notice} role="alert">
              <p>
                <strong>{t('priceChanged.title')}</strong>
              </p>
              <p>{t('priceChanged.detail', { before: formatMoney(agreedTotal, locale), now: formatMoney(priced.total, locale) })}</p>
            </div>
          ) : (
            <Notice error={place.error} />
          )
        ) : null}
      </section>
      <div className={styles.bar}>
        <p className={styles.barTotal} aria-live="polite">
          <span className={styles.muted}>{t('total')}</span>{' '}
          <strong>{priced ? (priced.total.minor === 0 ? t('free') : formatMoney(priced.total, locale)) : '—'}</strong>
        </p>
        <button type="submit" className={buttons.primary} aria-disabled={place.isPending}>
          {place.isPending
            ? t('holding')
            : refusalCode(place.error) === 'price_changed'
              ? t('priceChanged.accept')
              : priced?.total.minor === 0
                ? t('confirmFree')
                : t('toPayment')}
        </button>
      </div>
    </form>
  )
}

function Notice({ error }: { readonly error: unknown }) {
  const t = useTranslations('checkout')
  const { code, title, detail } = useProblem()(error)
  return (
    <div className={styles.notice} role="alert">
      <p>
        <strong>{title}</strong>
      </p>
      <p>
        {detail} {code === 'offline' ? t('formKept') : t('nothingCharged')}
      </p>
    </div>
  )
}
