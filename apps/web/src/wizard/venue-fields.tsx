'use client'
import { Autocomplete, NumberInput, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { queryKeys } from '../backstage/query-keys.ts'
import { api } from '../shell/api.ts'
import { readVenue } from './forms.ts'
import type { StepProps } from './step-props.ts'
import { TwoLanguages } from './two-languages.tsx'
import classes from './wizard.module.css'

const numberOf = (value: string | number): number | undefined => (typeof value === 'number' ? value : undefined)

/** Step two: where. A known venue fills the rest; any other is typed. */
export function VenueFields({ fields, change, problemAt }: StepProps) {
  const t = useTranslations('wizard')
  const form = readVenue(fields)
  const [search] = useDebouncedValue(form.name, 250)
  const { data } = useQuery({
    queryKey: queryKeys.venues(search),
    queryFn: ({ signal }) => api.listVenues({ limit: 20, ...(search ? { q: search } : {}) }, { signal }),
    placeholderData: (before) => before,
  })
  const venues = data?.data ?? []
  const labelOf = (venue: (typeof venues)[number]) => `${venue.name} · ${venue.city}`
  const choose = (label: string) => {
    const venue = venues.find((known) => labelOf(known) === label)
    if (venue)
      change({
        venueId: venue.id,
        name: venue.name,
        address: venue.address,
        city: venue.city,
        latitude: venue.latitude,
        longitude: venue.longitude,
        ...(venue.capacity ? { capacity: venue.capacity } : {}),
      })
  }
  // Once a name is typed over, it is another place: the link to the known venue goes.
  const type = (changes: Readonly<Record<string, unknown>>) => change({ ...changes, venueId: undefined })
  return (
    <>
      <Autocomplete
        id="name"
        label={t('venue.name')}
        description={t('venue.nameNote')}
        data={[...new Set(venues.map(labelOf))]}
        filter={({ options }) => options}
        maxLength={160}
        value={form.name}
        onChange={(name) => {
          if (!venues.some((venue) => labelOf(venue) === name)) type({ name })
        }}
        onOptionSubmit={choose}
        error={problemAt('name')}
        autoComplete="off"
      />
      {form.venueId ? <p className={classes['hint']}>{t('venue.known')}</p> : null}
      <div className={classes['two']}>
        <TextInput
          id="address"
          label={t('venue.address')}
          maxLength={240}
          value={form.address}
          onChange={(event) => type({ address: event.currentTarget.value })}
          error={problemAt('address')}
        />
        <TextInput
          id="city"
          label={t('venue.city')}
          maxLength={80}
          value={form.city}
          onChange={(event) => type({ city: event.currentTarget.value })}
          error={problemAt('city')}
        />
      </div>
      <NumberInput
        id="capacity"
        label={t('venue.capacity')}
        description={t('venue.capacityNote')}
        min={1}
        max={200_000}
        allowDecimal={false}
        allowNegative={false}
        thousandSeparator={t('thousands')}
        decimalSeparator={t('decimals')}
        value={form.capacity ?? ''}
        onChange={(value) => change({ capacity: numberOf(value) })}
        error={problemAt('capacity')}
        maw={320}
      />
      <div className={classes['two']}>
        <NumberInput
          id="latitude"
          label={t('venue.latitude')}
          description={t('venue.coordinatesNote')}
          hideControls
          decimalScale={6}
          min={-90}
          max={90}
          value={form.latitude ?? ''}
          onChange={(value) => change({ latitude: numberOf(value) })}
          error={problemAt('latitude')}
        />
        <NumberInput
          id="longitude"
          label={t('venue.longitude')}
          description={t('venue.longitudeNote')}
          hideControls
          decimalScale={6}
          min={-180}
          max={180}
          value={form.longitude ?? ''}
          onChange={(value) => change({ longitude: numberOf(value) })}
          error={problemAt('longitude')}
        />
      </div>
      <TwoLanguages
        id="accessibility"
        label={t('venue.accessibility')}
        description={t('venue.accessibilityNote')}
        value={form.accessibility}
        change={(accessibility) => change({ accessibility })}
        error={problemAt('accessibility')}
        rows={3}
      />
    </>
  )
}
