'use client'
import type { Currency } from '@fashionistas/contract'
import { TextInput } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useReaderLocale } from '../shell/use-paths.ts'
import { minorOf, shownAmount } from './amount.ts'

type Props = {
  readonly id?: string
  readonly label: string
  readonly currency: Currency
  readonly value: number | undefined
  readonly change: (minor: number | undefined) => void
  readonly error?: string | undefined
}

/** An amount as people write it, `$ 120.000`; what is kept is whole minor units. */
export function AmountInput({ id, label, currency, value, change, error }: Props) {
  const t = useTranslations('wizard')
  const locale = useReaderLocale()
  const [typed, setTyped] = useState<string>()
  const shown = value === undefined ? '' : shownAmount(value, currency, locale)
  const isWrong = typed !== undefined && typed.trim() !== '' && minorOf(typed, currency) === undefined
  return (
    <TextInput
      {...(id ? { id } : {})}
      label={label}
      inputMode={currency === 'COP' ? 'numeric' : 'decimal'}
      autoComplete="off"
      leftSection={<span aria-hidden="true">{currency === 'COP' ? '$' : currency === 'USD' ? 'US$' : '€'}</span>}
      value={typed ?? shown}
      error={isWrong ? t('tickets.notAnAmount') : error}
      onBlur={() => setTyped(undefined)}
      onChange={(event) => {
        const text = event.currentTarget.value
        const minor = minorOf(text, currency)
        setTyped(minor === undefined || currency !== 'COP' ? text : shownAmount(minor, currency, locale))
        change(minor)
      }}
    />
  )
}
