'use client'
import { NumberInput } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { MomentInput } from '../wizard/moment-input.tsx'
import wizard from '../wizard/wizard.module.css'

export type Limits = {
  readonly maxUses: number | undefined
  readonly maxPerBuyer: number | undefined
  readonly startsAt: string | undefined
  readonly endsAt: string | undefined
}
export const noLimits: Limits = { maxUses: undefined, maxPerBuyer: undefined, startsAt: undefined, endsAt: undefined }
/** As the api takes them: null is no limit. */
export const limitsToSend = ({ maxUses, maxPerBuyer, startsAt, endsAt }: Limits) => ({
  maxUses: maxUses ?? null,
  maxPerBuyer: maxPerBuyer ?? null,
  startsAt: startsAt ?? null,
  endsAt: endsAt ?? null,
})

/** Which limit cannot be: an end before its beginning, or fewer uses than there were. */
export function wrongLimit({ maxUses, startsAt, endsAt }: Limits, usedBefore: number): 'endsAt' | 'maxUses' | undefined {
  if (startsAt && endsAt && Date.parse(endsAt) <= Date.parse(startsAt)) return 'endsAt'
  return maxUses !== undefined && maxUses < usedBefore ? 'maxUses' : undefined
}

type Props = {
  readonly limits: Limits
  readonly change: (limits: Limits) => void
  readonly timeZone: string
  readonly usedBefore?: number
}

/** How often, for how many of one buyer, and when; all of it may be left empty. */
export function CodeLimits({ limits, change, timeZone, usedBefore = 0 }: Props) {
  const t = useTranslations('backstage.codes')
  const wrong = wrongLimit(limits, usedBefore)
  const count = (name: 'maxUses' | 'maxPerBuyer', max: number) => (
    <NumberInput
      label={t(name)}
      description={t('emptyIsNone')}
      min={1}
      max={max}
      allowDecimal={false}
      allowNegative={false}
      value={limits[name] ?? ''}
      onChange={(value) => change({ ...limits, [name]: typeof value === 'number' ? value : undefined })}
      error={name === 'maxUses' && wrong === 'maxUses' ? t('fewerThanUsed', { count: usedBefore }) : undefined}
    />
  )
  return (
    <>
      <div className={wizard['two']}>
        {count('maxUses', 1_000_000)}
        {count('maxPerBuyer', 100)}
      </div>
      <div className={wizard['two']}>
        <MomentInput label={t('startsAt')} timeZone={timeZone} value={limits.startsAt} change={(startsAt) => change({ ...limits, startsAt })} />
        <MomentInput
          label={t('endsAt')}
          timeZone={timeZone}
          value={limits.endsAt}
          change={(endsAt) => change({ ...limits, endsAt })}
          error={wrong === 'endsAt' ? t('endsBeforeStart') : undefined}
        />
      </div>
    </>
  )
}
