'use client'
import { Button, Select } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { newType, readTickets } from './forms.ts'
import type { TypeForm } from './forms.ts'
import { PoolsPanel } from './pools-panel.tsx'
import type { StepProps } from './step-props.ts'
import { TicketTypeFields } from './ticket-type-fields.tsx'
import classes from './wizard.module.css'

const currencies = ['COP', 'USD', 'EUR'] as const
const policies = ['standard', 'flexible', 'none'] as const
const ivas = [0, 500, 1900] as const

/** Step four: what is sold, at which prices, and what happens to the money when plans change. */
export function TicketsFields({ eventId, fields, change, problemAt, timeZone, capacity }: StepProps) {
  const t = useTranslations('wizard')
  const { types, currency, refundPolicy, ivaBp } = readTickets(fields)
  const set = (next: readonly TypeForm[]) => change({ types: next, currency, refundPolicy, ivaBp })
  const names = { type: { es: types.length === 0 ? t('tickets.firstType') : '', en: '' }, tier: { es: t('tickets.firstTier'), en: '' } }
  const setCurrency = (next: (typeof currencies)[number]) =>
    change({
      currency: next,
      refundPolicy,
      ivaBp,
      types: types.map((type) => ({ ...type, tiers: type.tiers.map((tier) => ({ ...tier, price: { ...tier.price, currency: next } })) })),
    })
  const promised = types.reduce((sum, { quantity = 0, admissions = 1 }) => sum + quantity * admissions, 0)
  return (
    <>
      <div className={classes['two']}>
        <Select
          label={t('tickets.currency')}
          allowDeselect={false}
          value={currency}
          data={currencies.map((value) => ({ value, label: t(`tickets.currencies.${value}`) }))}
          onChange={(value) => setCurrency(currencies.find((known) => known === value) ?? currency)}
        />
        <Select
          label={t('tickets.policy')}
          description={t(`tickets.policies.${refundPolicy}.note`)}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          allowDeselect={false}
          value={refundPolicy}
          data={policies.map((value) => ({ value, label: t(`tickets.policies.${value}.name`) }))}
          onChange={(value) => change({ types, currency, ivaBp, refundPolicy: policies.find((known) => known === value) ?? refundPolicy })}
        />
        <Select
          label={t('tickets.iva')}
          description={t(`tickets.ivas.${ivaBp}.note`)}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          allowDeselect={false}
          value={String(ivaBp)}
          data={ivas.map((value) => ({ value: String(value), label: t(`tickets.ivas.${value}.name`) }))}
          onChange={(value) => change({ types, currency, refundPolicy, ivaBp: ivas.find((known) => String(known) === value) ?? ivaBp })}
        />
      </div>
      {types.length === 0 ? (
        <p className={classes['hint']} id="types">
          {t('tickets.none')}
        </p>
      ) : null}
      {types.map((type, place) => (
        <TicketTypeFields
          key={type.id ?? place}
          type={type}
          path={`types.${place}`}
          number={place + 1}
          currency={currency}
          timeZone={timeZone}
          problemAt={problemAt}
          put={(next) => set(types.map((other, index) => (index === place ? next : other)))}
          remove={() => set(types.filter((_, index) => index !== place))}
        />
      ))}
      <div>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          disabled={types.length >= 40}
          onClick={() => set([...types, newType(currency, names)])}
        >
          {t('tickets.add')}
        </Button>
      </div>
      {capacity && promised > capacity ? (
        <p className={classes['hint']} data-tone="warning">
          {t('tickets.overCapacity', { promised, capacity })}
        </p>
      ) : null}
      {problemAt('types') && types.length === 0 ? (
        <p className={classes['problem']} role="alert">
          {problemAt('types')}
        </p>
      ) : null}
      <PoolsPanel eventId={eventId} />
    </>
  )
}
