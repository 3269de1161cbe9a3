'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { formatMoney } from '../shell/format.ts'
import { useReaderLocale } from '../shell/use-paths.ts'
import { dateChoices } from './date-range.ts'
import styles from './filter-sentence.module.css'
import { allCities, eventTypes, priceChoices } from './filters.ts'
import type { Filters } from './filters.ts'

type Props = {
  readonly filters: Filters
  readonly cities: readonly { readonly slug: string; readonly name: string }[]
  readonly onChange: (changes: Readonly<Record<string, string>>) => void
}

/** "Moda en Medellín este fin de semana": a sentence whose words are choosers, over a search by text. */
export function FilterSentence({ filters, cities, onChange }: Props) {
  const t = useTranslations('stage')
  const locale = useReaderLocale()
  const knowsCity = filters.city === '' || cities.some(({ slug }) => slug === filters.city)
  return (
    <form role="search" className={styles.form} onSubmit={(event) => event.preventDefault()}>
      <p className={styles.sentence}>
        <select aria-label={t('filter.type')} value={filters.type} onChange={(event) => onChange({ type: event.currentTarget.value })}>
          <option value="">{t('filter.anyType')}</option>
          {eventTypes.map((type) => (
            <option key={type} value={type}>
              {t(`type.${type}`)}
            </option>
          ))}
        </select>
        <span>{t('filter.in')}</span>
        <select
          aria-label={t('filter.city')}
          value={filters.city === '' ? allCities : filters.city}
          onChange={(event) => onChange({ city: event.currentTarget.value })}
        >
          <option value={allCities}>Colombia</option>
          {knowsCity ? null : <option value={filters.city}>{filters.city}</option>}
          {cities.map(({ slug, name }) => (
            <option key={slug} value={slug}>
              {name}
            </option>
          ))}
        </select>
        <select
          aria-label={t('filter.date')}
          value={filters.when}
          onChange={(event) => onChange({ when: event.currentTarget.value === 'any' ? '' : event.currentTarget.value })}
        >
          {dateChoices.map((choice) => (
            <option key={choice} value={choice}>
              {t(`when.${choice}`)}
            </option>
          ))}
        </select>
        <select aria-label={t('filter.price')} value={filters.price} onChange={(event) => onChange({ price: event.currentTarget.value })}>
          <option value="">{t('filter.anyPrice')}</option>
          {priceChoices.map((price) => (
            <option key={price} value={price}>
              {price === '0' ? t('filter.free') : t('filter.upTo', { price: formatMoney({ minor: Number(price) * 100, currency: 'COP' }, locale) })}
            </option>
          ))}
        </select>
      </p>
      <SearchField text={filters.q} onSearch={(q) => onChange({ q })} />
    </form>
  )
}

function SearchField({ text, onSearch }: { readonly text: string; readonly onSearch: (q: string) => void }) {
  const t = useTranslations('stage')
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState<string | null>(null)
  useSlashFocuses(field)
  useAfterPause(typed, (q) => onSearch(q.trim()))
  return (
    <label className={styles.search}>
      <span className="unseen">{t('search')}</span>
      <input
        ref={field}
        type="search"
        value={typed ?? text}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => setTyped(null)}
        placeholder={t('searchHint')}
        enterKeyHint="search"
        autoComplete="off"
        maxLength={120}
      />
      <kbd aria-hidden="true">/</kbd>
    </label>
  )
}

/** Searches once the hand rests: 250 ms is shorter than a thought and longer than a letter. */
function useAfterPause(typed: string | null, act: (text: string) => void): void {
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  useEffect(() => {
    if (typed === null) return
    const timer = setTimeout(() => latest.current(typed), 250)
    return () => clearTimeout(timer)
  }, [typed])
}

function useSlashFocuses(field: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof HTMLElement && (event.target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(event.target.tagName))
      if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      field.current?.focus()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [field])
}
