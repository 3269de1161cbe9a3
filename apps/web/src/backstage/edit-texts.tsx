'use client'
import type { EventDetail } from '@fashionistas/contract'
import { Button, NumberInput, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { api } from '../shell/api.ts'
import { AccentField } from '../wizard/accent-field.tsx'
import { MomentInput } from '../wizard/moment-input.tsx'
import { TwoLanguages } from '../wizard/two-languages.tsx'
import { queryKeys } from './query-keys.ts'
import { tell, useTellFailure } from './use-tell.ts'

const none = { es: '' }
const orNull = (text: { readonly es: string; readonly en?: string | undefined }) => (text.es.trim() === '' ? null : text)

/** Texts and practical notes of a published event. Who saves over a newer version is told so by the api. */
export function EditTexts({ event, done }: { readonly event: EventDetail; readonly done: () => void }) {
  const t = useTranslations('wizard')
  const own = useTranslations('backstage')
  const queries = useQueryClient()
  const tellFailure = useTellFailure()
  const [form, setForm] = useState({
    title: event.title,
    summary: event.summary ?? none,
    description: event.description ?? none,
    dressCode: event.dressCode ?? none,
    accessibility: event.accessibility ?? none,
    ageLimit: event.ageLimit,
    accent: event.accent,
    doorsAt: event.doorsAt,
  })
  const set = (changes: Partial<typeof form>) => setForm((before) => ({ ...before, ...changes }))
  const save = useMutation({
    mutationFn: () =>
      api.changeEvent(
        {
          eventId: event.id,
          title: form.title,
          summary: orNull(form.summary),
          description: orNull(form.description),
          dressCode: orNull(form.dressCode),
          accessibility: orNull(form.accessibility),
          ageLimit: form.ageLimit,
          accent: form.accent,
          doorsAt: form.doorsAt,
        },
        { ifMatch: event.version },
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: queryKeys.event(event.id) })
      tell(own('texts.done'))
      done()
    },
    onError: tellFailure,
  })
  return (
    <Stack
      component="form"
      onSubmit={(submit) => {
        submit.preventDefault()
        save.mutate()
      }}
    >
      <Text size="sm" c="dimmed">
        {own('texts.note')}
      </Text>
      <TwoLanguages id="title" label={t('basics.title')} value={form.title} change={(title) => set({ title })} />
      <TwoLanguages id="summary" label={t('basics.summary')} value={form.summary} change={(summary) => set({ summary })} />
      <TwoLanguages
        id="description"
        label={t('basics.description')}
        value={form.description}
        change={(description) => set({ description })}
        rows={5}
      />
      <MomentInput
        label={t('basics.doorsAt')}
        timeZone={event.timeZone}
        value={form.doorsAt ?? undefined}
        change={(doorsAt) => set({ doorsAt: doorsAt ?? null })}
      />
      <TwoLanguages id="dressCode" label={t('marketing.dressCode')} value={form.dressCode} change={(dressCode) => set({ dressCode })} />
      <TwoLanguages
        id="accessibility"
        label={t('venue.accessibility')}
        value={form.accessibility}
        change={(accessibility) => set({ accessibility })}
        rows={3}
      />
      <NumberInput
        label={t('marketing.ageLimit')}
        min={0}
        max={99}
        allowDecimal={false}
        value={form.ageLimit ?? ''}
        onChange={(value) => set({ ageLimit: typeof value === 'number' ? value : null })}
      />
      <AccentField value={form.accent ?? undefined} change={(accent) => set({ accent: accent ?? null })} />
      <Button type="submit" loading={save.isPending}>
        {own('texts.save')}
      </Button>
    </Stack>
  )
}
