'use client'
import type { Money, OrderView } from '@fashionistas/contract'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import { api } from '../shell/api.ts'
import { usePaths } from '../shell/use-paths.ts'
import { BuyerStep } from './buyer-step.tsx'
import { problemsOf } from './buyer.ts'
import type { CheckoutEvent } from './checkout.tsx'
import styles from './checkout.module.css'
import { CodeField } from './code-field.tsx'
import type { Form } from './kept-form.ts'
import { Notice, PlaceProblem } from './place-problem.tsx'
import { isCodeRefusal, waitingCode } from './promo-code.ts'
import { Questions } from './questions.tsx'
import { Summary } from './summary.tsx'
import { TicketsStep } from './tickets-step.tsx'
import { ToPayment } from './to-payment.tsx'
import { focusProblem, useFocusOnRefusal } from './use-focus-on-refusal.ts'
import { tokenIn, usePlaceOrder } from './use-place-order.ts'
import { usePriced } from './use-priced.ts'
import { useQuestions } from './use-questions.ts'
import { wantedOf } from './wanted.ts'

type Props = { readonly event: CheckoutEvent; readonly form: Form; readonly change: (changes: Form) => void }

/** As high as the question for a code, a line for each type and the total. */
const placeOfPrice = (lines: number): number => 118 + 35 * lines

/** Steps one and two, and the total that follows each choice. */
export function ChooseAndHold({ event, form, change }: Props) {
  const t = useTranslations('checkout')
  const router = useRouter()
  const paths = usePaths()
  const page = useRef<HTMLFormElement>(null)
  const [isTried, setTried] = useState(false)
  const [agreedTotal, setAgreedTotal] = useState<Money | null>(null)
  const [takenAlong, setTakenAlong] = useState<string>()
  const [noTo, setNoTo] = useState<{ readonly code: string; readonly refusal: unknown }>()
  const availability = useQuery({
    queryKey: ['availability', event.id],
    queryFn: () => api.getAvailability({ eventId: event.id }),
    refetchInterval: 20_000,
  })
  const types = availability.data?.types ?? event.types
  const wanted = wantedOf(form, types)
  const price = usePriced(event.id, wanted, { form, change }, noTo?.code)
  const place = usePlaceOrder(event.id, form, change, (order: OrderView) => {
    if (order.state === 'paid') router.push(paths.order({ token: tokenIn(order.link) }))
  })
  const { questions, isReading, missing, problemOf } = useQuestions(event, form, place.error)
  const problems = problemsOf(form)
  const priced = wanted.length > 0 ? price.data?.quote : undefined
  const codeRefusal = noTo?.code === form['code'] ? noTo?.refusal : price.isPlaceholderData ? null : price.data?.codeRefusal
  useFocusOnRefusal(page, isReading ? null : (takenAlong === form['code'] && codeRefusal) || place.error)

  const send = () => {
    setTried(true)
    const waiting = waitingCode(form)
    if (waiting !== '') {
      change({ code: waiting }) // typed but not applied: they meant to have it, so the price comes first
      setTakenAlong(waiting)
    }
    if (problems.length > 0 || missing.length > 0 || waiting !== '') return requestAnimationFrame(() => focusProblem(page.current))
    if (!priced || price.isPlaceholderData || place.isPending) return undefined
    setAgreedTotal(priced.total)
    const onError = (refusal: unknown) => {
      if (isCodeRefusal(refusal) && priced.promoCode !== null) setNoTo({ code: priced.promoCode, refusal })
      void Promise.all([price.refetch(), availability.refetch()])
    }
    return place.mutate({ quote: priced, wanted, questions }, { onError })
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
          <>
            <CodeField
              form={form}
              change={(changes) => {
                setNoTo(undefined) // another code, or the same for another buyer
                change(changes)
              }}
              quote={priced}
              refusal={codeRefusal}
              isAsking={price.isPlaceholderData}
            />
            <Summary priced={priced} />
          </>
        ) : price.error && wanted.length > 0 ? (
          <Notice error={price.error} />
        ) : wanted.length > 0 ? (
          // The price is on its way: its place is kept, so that nothing below moves under a thumb.
          <div style={{ height: placeOfPrice(wanted.length) }} aria-hidden="true" />
        ) : (
          <p className={styles.muted}>{t('chooseFirst')}</p>
        )}
      </section>
      <section aria-labelledby="step-buyer">
        <h2 id="step-buyer" className={styles.step}>
          <span>2</span> {t('step.buyer')}
        </h2>
        <BuyerStep form={form} change={change} problems={isTried ? problems : []}>
          <Questions questions={questions} form={form} change={change} problemOf={(id) => (isTried ? problemOf(id) : undefined)} />
        </BuyerStep>
      </section>
      <section aria-labelledby="step-payment">
        <h2 id="step-payment" className={styles.step}>
          <span>3</span> {t('step.payment')}
        </h2>
        <p className={styles.muted}>{t('paymentNext')}</p>
        <PlaceProblem error={place.error} before={agreedTotal} now={priced?.total} />
      </section>
      <ToPayment total={priced?.total} isPending={place.isPending} error={place.error} />
    </form>
  )
}
