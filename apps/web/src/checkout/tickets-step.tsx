'use client'
import type { TypeOnSale } from '@fashionistas/contract'
import { useTranslations } from 'next-intl'
import { formatDateTime, formatMoney } from '../shell/format.ts'
import { TextField } from '../shell/fields.tsx'
import { textOf } from '../shell/locale.ts'
import { useReaderLocale } from '../shell/use-paths.ts'
import styles from './checkout.module.css'
import type { Form } from './kept-form.ts'
import { mostOf, nextQuantity } from './wanted.ts'
import type { Wanted } from './wanted.ts'

type Props = {
  readonly types: readonly TypeOnSale[]
  readonly wanted: readonly Wanted[]
  readonly timeZone: string
  readonly form: Form
  readonly change: (changes: Form) => void
}

/** Step one: how many of what. */
export function TicketsStep({ types, wanted, timeZone, form, change }: Props) {
  const quantityOf = (typeId: string) => wanted.find((line) => line.typeId === typeId)?.quantity ?? 0
  // The first touch writes every quantity: from then on the form says it all, and nothing is chosen for the person.
  const set = (typeId: string, quantity: number) =>
    change(Object.fromEntries(types.map(({ id }) => [`quantity:${id}`, String(id === typeId ? quantity : quantityOf(id))])))
  return (
    <ul className={styles.types}>
      {types.map((type) => (
        <TypeLine
          key={type.id}
          type={type}
          quantity={quantityOf(type.id)}
          onQuantity={(quantity) => set(type.id, quantity)}
          {...{ timeZone, form, change }}
        />
      ))}
    </ul>
  )
}

function TypeLine({
  type,
  quantity,
  onQuantity,
  timeZone,
  form,
  change,
}: Omit<Props, 'types' | 'wanted'> & { readonly type: TypeOnSale; readonly quantity: number; readonly onQuantity: (quantity: number) => void }) {
  const t = useTranslations('checkout')
  const locale = useReaderLocale()
  const name = textOf(type.name, locale)
  const most = mostOf(type)
  return (
    <li className={styles.type}>
      <div>
        <p className={styles.name}>
          {name}
          {type.tierName ? <span className={styles.muted}> {textOf(type.tierName, locale)}</span> : null}
        </p>
        <p className={styles.muted}>
          {[type.isDonation ? null : type.price.minor === 0 ? t('free') : formatMoney(type.price, locale), note()]
            .filter((words) => words !== null)
            .join(' · ')}
        </p>
      </div>
      {type.sale.state === 'on_sale' ? (
        <div className={styles.stepper} role="group" aria-label={t('quantityOf', { name })}>
          <button
            type="button"
            onClick={() => onQuantity(nextQuantity(quantity, -1, type, most))}
            disabled={quantity === 0}
            aria-label={t('less', { name })}
          >
            −
          </button>
          <output aria-live="polite">{quantity}</output>
          <button
            type="button"
            onClick={() => onQuantity(nextQuantity(quantity, 1, type, most))}
            disabled={quantity >= most}
            aria-label={t('moreOf', { name })}
            title={quantity >= most ? t('most', { count: most }) : undefined}
          >
            +
          </button>
        </div>
      ) : null}
      {type.isDonation && quantity > 0 ? (
        <div className={styles.gift}>
          <TextField
            label={t('gift')}
            hint={t('giftHint')}
            inputMode="numeric"
            value={form[`amount:${type.id}`] ?? ''}
            onText={(text) => change({ [`amount:${type.id}`]: text.replaceAll(/\D/g, '') })}
          />
        </div>
      ) : null}
    </li>
  )

  function note(): string | null {
    switch (type.sale.state) {
      case 'on_sale':
        return type.sale.left === null ? (type.admissions > 1 ? t('admits', { count: type.admissions }) : null) : t('left', { count: type.sale.left })
      case 'sold_out':
        return t('soldOut')
      case 'soon':
        return t('opens', { date: formatDateTime(type.sale.opensAt, timeZone, locale) })
      case 'closed':
        return t('closed')
    }
  }
}
