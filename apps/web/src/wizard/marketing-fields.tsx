'use client'
import { Button, NumberInput, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { AccentField } from './accent-field.tsx'
import { readMarketing } from './forms.ts'
import { RemoveButton } from './remove-button.tsx'
import { slugOf } from './slug.ts'
import type { StepProps } from './step-props.ts'
import { TwoLanguages } from './two-languages.tsx'
import classes from './wizard.module.css'

/** Step five: how it is found and what people should know. */
export function MarketingFields({ fields, change, problemAt }: StepProps) {
  const t = useTranslations('wizard')
  const form = readMarketing(fields)
  const { agenda, lineUp } = form
  const swap = <Row,>(rows: readonly Row[], place: number, row: Row): readonly Row[] => rows.map((other, index) => (index === place ? row : other))
  const without = <Row,>(rows: readonly Row[], place: number): readonly Row[] => rows.filter((_, index) => index !== place)
  return (
    <>
      <TextInput
        id="slug"
        label={t('marketing.slug')}
        description={t('marketing.slugNote')}
        maxLength={100}
        leftSection="/eventos/"
        leftSectionWidth={86}
        value={form.slug}
        onChange={(event) => change({ slug: slugOf(event.currentTarget.value) })}
        error={problemAt('slug')}
        autoCapitalize="none"
        spellCheck={false}
      />
      <AccentField value={form.accent} change={(accent) => change({ accent })} error={problemAt('accent')} />
      <TwoLanguages
        id="dressCode"
        label={t('marketing.dressCode')}
        description={t('marketing.dressCodeNote')}
        value={form.dressCode}
        change={(dressCode) => change({ dressCode })}
        error={problemAt('dressCode')}
      />
      <div className={classes['two']}>
        <NumberInput
          id="ageLimit"
          label={t('marketing.ageLimit')}
          description={t('marketing.ageLimitNote')}
          min={0}
          max={99}
          allowDecimal={false}
          allowNegative={false}
          value={form.ageLimit ?? ''}
          onChange={(value) => change({ ageLimit: typeof value === 'number' ? value : undefined })}
          error={problemAt('ageLimit')}
        />
        <TextInput
          id="pulepCode"
          label={t('marketing.pulep')}
          description={t('marketing.pulepNote')}
          maxLength={40}
          value={form.pulepCode}
          onChange={(event) => change({ pulepCode: event.currentTarget.value })}
          error={problemAt('pulepCode')}
        />
      </div>
      <section className={classes['group']} id="agenda" aria-label={t('marketing.agenda')}>
        <h3>{t('marketing.agenda')}</h3>
        <ul className={classes['rows']}>
          {agenda.map((row, place) => (
            <li key={place} className={classes['agendaRow']}>
              <TextInput
                id={`agenda.${place}.time`}
                label={t('marketing.time')}
                placeholder="19:30"
                maxLength={20}
                value={row.time}
                onChange={(event) => change({ agenda: swap(agenda, place, { ...row, time: event.currentTarget.value }) })}
                error={problemAt(`agenda.${place}.time`)}
              />
              <TwoLanguages
                id={`agenda.${place}.title`}
                label={t('marketing.what')}
                value={row.title}
                change={(title) => change({ agenda: swap(agenda, place, { ...row, title }) })}
                error={problemAt(`agenda.${place}.title`)}
              />
              <RemoveButton label={t('marketing.removeAgenda', { number: place + 1 })} remove={() => change({ agenda: without(agenda, place) })} />
            </li>
          ))}
        </ul>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          disabled={agenda.length >= 60}
          onClick={() => change({ agenda: [...agenda, { time: '', title: { es: '', en: '' } }] })}
        >
          {t('marketing.addAgenda')}
        </Button>
      </section>
      <section className={classes['group']} id="lineUp" aria-label={t('marketing.lineUp')}>
        <h3>{t('marketing.lineUp')}</h3>
        <ul className={classes['rows']}>
          {lineUp.map((row, place) => (
            <li key={place} className={classes['agendaRow']} data-kind="person">
              <TextInput
                id={`lineUp.${place}.name`}
                label={t('marketing.who')}
                maxLength={120}
                value={row.name}
                onChange={(event) => change({ lineUp: swap(lineUp, place, { ...row, name: event.currentTarget.value }) })}
                error={problemAt(`lineUp.${place}.name`)}
              />
              <TwoLanguages
                id={`lineUp.${place}.role`}
                label={t('marketing.role')}
                value={row.role}
                change={(role) => change({ lineUp: swap(lineUp, place, { ...row, role }) })}
                error={problemAt(`lineUp.${place}.role`)}
              />
              <RemoveButton
                label={t('marketing.removePerson', { name: row.name || String(place + 1) })}
                remove={() => change({ lineUp: without(lineUp, place) })}
              />
            </li>
          ))}
        </ul>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          disabled={lineUp.length >= 100}
          onClick={() => change({ lineUp: [...lineUp, { name: '', role: { es: '', en: '' } }] })}
        >
          {t('marketing.addPerson')}
        </Button>
      </section>
    </>
  )
}
