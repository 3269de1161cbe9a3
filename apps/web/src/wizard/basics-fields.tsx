'use client'
import { Radio, Select } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { readBasics } from './forms.ts'
import { MomentInput } from './moment-input.tsx'
import type { StepProps } from './step-props.ts'
import { TwoLanguages } from './two-languages.tsx'
import classes from './wizard.module.css'
import { moveZone } from './zone-time.ts'

const types = ['fashion', 'concert', 'cultural', 'corporate'] as const

/** Step one: what it is and when. */
export function BasicsFields({ fields, change, problemAt }: StepProps) {
  const t = useTranslations('wizard')
  const form = readBasics(fields)
  const zone = form.timeZone
  const setZone = (timeZone: string) =>
    change({
      timeZone,
      startsAt: moveZone(form.startsAt, zone, timeZone),
      endsAt: moveZone(form.endsAt, zone, timeZone),
      doorsAt: moveZone(form.doorsAt, zone, timeZone),
    })
  return (
    <>
      <TwoLanguages
        id="title"
        label={t('basics.title')}
        description={t('basics.titleNote')}
        value={form.title}
        change={(title) => change({ title })}
        error={problemAt('title')}
        maxLength={120}
      />
      <Radio.Group id="type" label={t('basics.type')} error={problemAt('type')} value={form.type ?? ''} onChange={(type) => change({ type })}>
        <div className={classes['choices']}>
          {types.map((type) => (
            <Radio.Card key={type} value={type} className={classes['choice']} aria-label={t(`basics.types.${type}.name`)}>
              <strong>{t(`basics.types.${type}.name`)}</strong>
              <span>{t(`basics.types.${type}.note`)}</span>
            </Radio.Card>
          ))}
        </div>
      </Radio.Group>
      <div className={classes['three']}>
        <MomentInput
          id="startsAt"
          label={t('basics.startsAt')}
          timeZone={zone}
          value={form.startsAt}
          change={(startsAt) => change({ startsAt })}
          error={problemAt('startsAt')}
        />
        <MomentInput
          id="endsAt"
          label={t('basics.endsAt')}
          timeZone={zone}
          value={form.endsAt}
          change={(endsAt) => change({ endsAt })}
          error={problemAt('endsAt')}
        />
        <MomentInput
          id="doorsAt"
          label={t('basics.doorsAt')}
          timeZone={zone}
          value={form.doorsAt}
          change={(doorsAt) => change({ doorsAt })}
          error={problemAt('doorsAt')}
        />
      </div>
      <Select
        id="timeZone"
        label={t('basics.timeZone')}
        description={t('basics.timeZoneNote')}
        searchable
        allowDeselect={false}
        limit={60}
        data={zonesWith(zone)}
        value={zone}
        onChange={(value) => {
          if (value) setZone(value)
        }}
        error={problemAt('timeZone')}
      />
      <TwoLanguages
        id="summary"
        label={t('basics.summary')}
        description={t('basics.summaryNote')}
        value={form.summary}
        change={(summary) => change({ summary })}
        error={problemAt('summary')}
        maxLength={300}
        rows={2}
      />
      <TwoLanguages
        id="description"
        label={t('basics.description')}
        description={t('basics.descriptionNote')}
        value={form.description}
        change={(description) => change({ description })}
        error={problemAt('description')}
        maxLength={8000}
        rows={6}
      />
    </>
  )
}

const zones = Intl.supportedValuesOf('timeZone')
const zonesWith = (zone: string): string[] => (zones.includes(zone) ? zones : [zone, ...zones])
