'use client'
import type { Currency } from '@fashionistas/contract'
import { Button, NumberInput, Select } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { AmountInput } from './amount-input.tsx'
import { newTier } from './forms.ts'
import type { TierForm } from './forms.ts'
import { MomentInput } from './moment-input.tsx'
import { RemoveButton } from './remove-button.tsx'
import type { StepProps } from './step-props.ts'
import { TwoLanguages } from './two-languages.tsx'
import classes from './wizard.module.css'

type Props = {
  readonly tiers: readonly TierForm[]
  readonly path: string
  readonly currency: Currency
  readonly timeZone: string
  readonly isDonation: boolean
  readonly problemAt: StepProps['problemAt']
  readonly set: (tiers: readonly TierForm[]) => void
}
const ends = ['open', 'date', 'quantity'] as const
type End = (typeof ends)[number]

/** Prices in order of time: the first that is open and has stock is the one that people pay. */
export function TierRows({ tiers, path, currency, timeZone, isDonation, problemAt, set }: Props) {
  const t = useTranslations('wizard')
  const add = () => set([...tiers, newTier(currency, t('tickets.tierNumber', { number: tiers.length }))])
  return (
    <div className={classes['tiers']} id={path}>
      <ol>
        {tiers.map((tier, place) => (
          <TierRow
            key={tier.id ?? place}
            tier={tier}
            path={`${path}.${place}`}
            number={place + 1}
            currency={currency}
            timeZone={timeZone}
            isDonation={isDonation}
            isOnly={tiers.length === 1}
            problemAt={problemAt}
            put={(next) => set(tiers.map((other, index) => (index === place ? next : other)))}
            remove={() => set(tiers.filter((_, index) => index !== place))}
          />
        ))}
      </ol>
      {isDonation ? null : (
        <Button variant="subtle" size="compact-md" leftSection={<IconPlus size={16} aria-hidden />} disabled={tiers.length >= 12} onClick={add}>
          {t('tickets.addTier')}
        </Button>
      )}
      {problemAt(path) && tiers.length === 0 ? (
        <p className={classes['problem']} role="alert">
          {problemAt(path)}
        </p>
      ) : null}
    </div>
  )
}

type RowProps = Omit<Props, 'tiers' | 'set'> & {
  readonly tier: TierForm
  readonly number: number
  readonly isOnly: boolean
  readonly put: (tier: TierForm) => void
  readonly remove: () => void
}

function TierRow({ tier, path, number, currency, timeZone, isDonation, isOnly, problemAt, put, remove }: RowProps) {
  const t = useTranslations('wizard')
  const [end, setEnd] = useState<End>(tier.quantity === undefined ? (tier.endsAt === undefined ? 'open' : 'date') : 'quantity')
  const switchEnd = (value: string | null) => {
    const next = ends.find((known) => known === value) ?? 'open'
    setEnd(next)
    put({ ...tier, ...(next === 'date' ? {} : { endsAt: undefined }), ...(next === 'quantity' ? {} : { quantity: undefined }) })
  }
  return (
    <li className={classes['tier']}>
      <div className={classes['tierHead']}>
        <TwoLanguages
          id={`${path}.name`}
          label={t('tickets.tierName')}
          value={tier.name}
          change={(name) => put({ ...tier, name })}
          error={problemAt(`${path}.name`)}
          maxLength={80}
        />
        {isOnly ? null : <RemoveButton label={t('tickets.removeTier', { name: tier.name.es || String(number) })} remove={remove} />}
      </div>
      <div className={classes['three']}>
        <AmountInput
          id={`${path}.price`}
          label={t(isDonation ? 'tickets.suggested' : 'tickets.price')}
          currency={currency}
          value={tier.price.minor}
          change={(minor) => put({ ...tier, price: { minor, currency } })}
          error={problemAt(`${path}.price`)}
        />
        <Select
          label={t('tickets.until')}
          allowDeselect={false}
          value={end}
          data={ends.map((value) => ({ value, label: t(`tickets.ends.${value}`) }))}
          onChange={switchEnd}
        />
        {end === 'date' ? (
          <MomentInput
            id={`${path}.endsAt`}
            label={t('tickets.tierEndsAt')}
            timeZone={timeZone}
            value={tier.endsAt}
            change={(endsAt) => put({ ...tier, endsAt })}
            error={problemAt(`${path}.endsAt`)}
          />
        ) : null}
        {end === 'quantity' ? (
          <NumberInput
            id={`${path}.quantity`}
            label={t('tickets.tierQuantity')}
            min={1}
            max={200_000}
            allowDecimal={false}
            allowNegative={false}
            thousandSeparator={t('thousands')}
            decimalSeparator={t('decimals')}
            value={tier.quantity ?? ''}
            onChange={(value) => put({ ...tier, quantity: typeof value === 'number' ? value : undefined })}
            error={problemAt(`${path}.quantity`)}
          />
        ) : null}
      </div>
    </li>
  )
}
