'use client'
import type { OrderView } from '@fashionistas/contract'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import buttons from '../shell/button.module.css'
import { CheckField, ChoiceField, TextField } from '../shell/fields.tsx'
import { formatMoney } from '../shell/format.ts'
import { useProblem } from '../shell/problem.ts'
import { useReaderLocale } from '../shell/use-paths.ts'
import { documentTypes } from './buyer.ts'
import { CardFields } from './card-fields.tsx'
import { cardProblems } from './card.ts'
import styles from './checkout.module.css'
import type { Form } from './kept-form.ts'
import type { Offer } from './methods.ts'
import { nequiOf } from './phone.ts'
import { CardRefused, useStartPayment } from './use-start-payment.ts'

type Props = {
  readonly offer: Offer
  readonly order: OrderView
  readonly token: string
  readonly form: Form
  readonly change: (changes: Form) => void
}
const noCard = { number: '', holder: '', expiry: '', cvc: '', installments: '1' }

/** What one way of paying needs to know, its provider's documents, and the button that charges. */
export function MethodFields({ offer, order, token, form, change }: Props) {
  const t = useTranslations('checkout')
  const locale = useReaderLocale()
  const problem = useProblem()
  const [card, setCard] = useState(noCard) // never kept: a card number has no place in a browser's storage
  const [isTried, setTried] = useState(false)
  const [today] = useState(() => new Date())
  const [isAccepted, setAccepted] = useState(false)
  const start = useStartPayment({ offer, order, token, form, change, card })
  const field = (name: string, fallback = '') => ({ name, value: form[name] ?? fallback, onText: (text: string) => change({ [name]: text }) })
  const { method } = offer
  const needsDocument = method === 'pse' || method === 'daviplata'
  const wrong = {
    nequi: method === 'nequi' && nequiOf(form['nequiPhone'] ?? order.buyer.phone) === undefined,
    bank: method === 'pse' && !form['bankCode'],
    document: needsDocument && !/^[\da-z-]{4,20}$/i.test((form['documentNumber'] ?? '').replaceAll(/[.\s]/g, '')),
    accepted: offer.acceptances.length > 0 && !isAccepted,
  }
  const inCard = method === 'card' && offer.cardTokens ? cardProblems(card, today) : []
  const pay = () => {
    setTried(true)
    if (Object.values(wrong).some(Boolean) || inCard.length > 0 || start.isPending) return
    start.mutate()
  }
  const told = (isWrong: boolean, name: string) => (isTried && isWrong ? t(`problem.${name}`) : undefined)
  return (
    <form
      noValidate
      className={styles.fields}
      onSubmit={(event) => {
        event.preventDefault()
        pay()
      }}
    >
      {method === 'nequi' ? (
        <TextField
          label={t('nequiPhone')}
          hint={t('nequiHint')}
          {...field('nequiPhone', order.buyer.phone)}
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          problem={told(wrong.nequi, 'nequiPhone')}
        />
      ) : null}
      {method === 'pse' ? (
        <>
          <ChoiceField
            label={t('bank')}
            {...field('bankCode')}
            options={[{ value: '', label: t('chooseBank') }, ...offer.banks.map(({ code, name }) => ({ value: code, label: name }))]}
            problem={told(wrong.bank, 'bank')}
          />
          <ChoiceField
            label={t('personKind')}
            {...field('userType', '0')}
            options={[
              { value: '0', label: t('naturalPerson') },
              { value: '1', label: t('company') },
            ]}
          />
        </>
      ) : null}
      {needsDocument ? (
        <div className={styles.pair}>
          <ChoiceField
            label={t('documentType')}
            {...field('documentType', 'CC')}
            options={documentTypes.map((value) => ({ value, label: t(`document.${value}`) }))}
          />
          <TextField
            label={t('documentNumber')}
            {...field('documentNumber')}
            inputMode="numeric"
            maxLength={20}
            problem={told(wrong.document, 'document')}
          />
        </div>
      ) : null}
      {method === 'card' && offer.cardTokens ? (
        <CardFields card={card} onCard={(changes) => setCard({ ...card, ...changes })} problems={isTried ? inCard : []} />
      ) : null}
      <p className={styles.muted}>{t(`what.${method === 'card' && !offer.cardTokens ? 'cardPage' : method}`)}</p>
      {offer.acceptances.length > 0 ? (
        <CheckField isChecked={isAccepted} onCheck={setAccepted} problem={told(wrong.accepted, 'accepted')}>
          {t('accept')}{' '}
          {offer.acceptances.map(({ kind, permalink }, place) => (
            <span key={kind}>
              {place > 0 ? ` ${t('and')} ` : ''}
              <a href={permalink} target="_blank" rel="noreferrer">
                {t(`acceptance.${kind}`)}
              </a>
            </span>
          ))}
        </CheckField>
      ) : null}
      {start.error ? (
        <div className={styles.notice} role="alert">
          <p>
            <strong>{start.error instanceof CardRefused ? t('cardRefused') : problem(start.error).title}</strong>
          </p>
          <p>
            {start.error instanceof CardRefused ? t('cardRefusedDetail') : problem(start.error).detail} {t('nothingCharged')}
          </p>
        </div>
      ) : null}
      <button type="submit" className={`${buttons.primary} ${buttons.wide}`} aria-disabled={start.isPending}>
        {start.isPending ? t('starting') : t('pay', { total: formatMoney(order.total, locale) })}
      </button>
    </form>
  )
}
