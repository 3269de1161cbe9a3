'use client'
import type { Currency } from '@fashionistas/contract'
import { NumberInput, SegmentedControl, Switch } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { TypeForm } from './forms.ts'
import { MomentInput } from './moment-input.tsx'
import { RemoveButton } from './remove-button.tsx'
import type { StepProps } from './step-props.ts'
import { TierRows } from './tier-rows.tsx'
import { TwoLanguages } from './two-languages.tsx'
import classes from './wizard.module.css'

type Props = {
  readonly type: TypeForm
  readonly path: string
  readonly number: number
  readonly currency: Currency
  readonly timeZone: string
  readonly problemAt: StepProps['problemAt']
  readonly put: (type: TypeForm) => void
  readonly remove: () => void
}
const numberOf = (value: string | number): number | undefined => (typeof value === 'number' ? value : undefined)

/** One ticket type: name, stock and prices in front, the rest folded away. */
export function TicketTypeFields({ type, path, number, currency, timeZone, problemAt, put, remove }: Props) {
  const t = useTranslations('wizard')
  const set = (changes: Partial<TypeForm>) => put({ ...type, ...changes })
  const count = (name: 'quantity' | 'minPerOrder' | 'maxPerOrder' | 'admissions', limits: { readonly min: number; readonly max: number }) => (
    <NumberInput
      id={`${path}.${name}`}
      label={t(`tickets.${name}`)}
      {...limits}
      allowDecimal={false}
      allowNegative={false}
      thousandSeparator={t('thousands')}
      decimalSeparator={t('decimals')}
      value={type[name] ?? ''}
      onChange={(value) => set({ [name]: numberOf(value) })}
      error={problemAt(`${path}.${name}`)}
    />
  )
  return (
    <fieldset className={classes['type']} id={path}>
      <legend>{type.name.es || t('tickets.typeNumber', { number })}</legend>
      <div className={classes['typeHead']}>
        <TwoLanguages
          id={`${path}.name`}
          label={t('tickets.name')}
          value={type.name}
          change={(name) => set({ name })}
          error={problemAt(`${path}.name`)}
          maxLength={80}
        />
        <RemoveButton label={t('tickets.remove', { name: type.name.es || String(number) })} remove={remove} />
      </div>
      <div className={classes['two']}>
        {count('quantity', { min: 0, max: 200_000 })}
        <Switch
          mt="xl"
          label={t('tickets.donation')}
          checked={type.isDonation}
          onChange={(event) => set({ isDonation: event.currentTarget.checked })}
        />
      </div>
      <TierRows
        tiers={type.tiers}
        path={`${path}.tiers`}
        currency={currency}
        timeZone={timeZone}
        isDonation={type.isDonation}
        problemAt={problemAt}
        set={(tiers) => set({ tiers: [...tiers] })}
      />
      <details className={classes['more']}>
        <summary>{t('tickets.more')}</summary>
        <div className={classes['moreFields']}>
          <TwoLanguages
            id={`${path}.description`}
            label={t('tickets.description')}
            value={type.description}
            change={(description) => set({ description })}
            error={problemAt(`${path}.description`)}
            rows={2}
          />
          <div className={classes['three']}>
            {count('minPerOrder', { min: 1, max: 50 })}
            {count('maxPerOrder', { min: 1, max: 50 })}
            {count('admissions', { min: 1, max: 20 })}
          </div>
          {(type.admissions ?? 1) > 1 ? <p className={classes['hint']}>{t('tickets.table', { count: type.admissions ?? 1 })}</p> : null}
          <div className={classes['two']}>
            <MomentInput
              id={`${path}.salesStartAt`}
              label={t('tickets.salesStartAt')}
              timeZone={timeZone}
              value={type.salesStartAt}
              change={(salesStartAt) => set({ salesStartAt })}
              error={problemAt(`${path}.salesStartAt`)}
            />
            <MomentInput
              id={`${path}.salesEndAt`}
              label={t('tickets.salesEndAt')}
              timeZone={timeZone}
              value={type.salesEndAt}
              change={(salesEndAt) => set({ salesEndAt })}
              error={problemAt(`${path}.salesEndAt`)}
            />
          </div>
          <div>
            <p className={classes['label']}>{t('tickets.visibility')}</p>
            <SegmentedControl
              value={type.visibility}
              onChange={(value) => set({ visibility: value === 'hidden' ? 'hidden' : 'public' })}
              data={[
                { value: 'public', label: t('tickets.public') },
                { value: 'hidden', label: t('tickets.hidden') },
              ]}
            />
          </div>
        </div>
      </details>
    </fieldset>
  )
}
