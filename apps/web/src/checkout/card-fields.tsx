'use client'
import { useTranslations } from 'next-intl'
import { ChoiceField, TextField } from '../shell/fields.tsx'
import type { CardProblem } from './card.ts'
import styles from './checkout.module.css'

type Card = { readonly number: string; readonly holder: string; readonly expiry: string; readonly cvc: string; readonly installments: string }
type Props = { readonly card: Card; readonly onCard: (changes: Partial<Card>) => void; readonly problems: readonly CardProblem[] }

/** A card, in the names that browsers fill by themselves. */
export function CardFields({ card, onCard, problems }: Props) {
  const t = useTranslations('checkout')
  const problem = (name: CardProblem) => (problems.includes(name) ? t(`card.problem.${name}`) : undefined)
  const groups = (text: string) =>
    text
      .replaceAll(/\D/g, '')
      .slice(0, 19)
      .replaceAll(/(\d{4})(?=\d)/g, '$1 ')
  return (
    <>
      <TextField
        label={t('card.number')}
        value={card.number}
        onText={(text) => onCard({ number: groups(text) })}
        autoComplete="cc-number"
        inputMode="numeric"
        maxLength={23}
        problem={problem('number')}
      />
      <TextField
        label={t('card.holder')}
        value={card.holder}
        onText={(holder) => onCard({ holder })}
        autoComplete="cc-name"
        maxLength={80}
        problem={problem('holder')}
      />
      <div className={styles.pair}>
        <TextField
          label={t('card.expiry')}
          value={card.expiry}
          onText={(expiry) => onCard({ expiry })}
          autoComplete="cc-exp"
          inputMode="numeric"
          placeholder="MM/AA"
          maxLength={9}
          problem={problem('expiry')}
        />
        <TextField
          label={t('card.cvc')}
          value={card.cvc}
          onText={(text) => onCard({ cvc: text.replaceAll(/\D/g, '').slice(0, 4) })}
          autoComplete="cc-csc"
          inputMode="numeric"
          maxLength={4}
          problem={problem('cvc')}
        />
      </div>
      <ChoiceField
        label={t('card.installments')}
        value={card.installments}
        onText={(installments) => onCard({ installments })}
        options={['1', '2', '3', '6', '12', '24', '36'].map((value) => ({ value, label: t('card.installmentsOf', { count: Number(value) }) }))}
      />
    </>
  )
}
