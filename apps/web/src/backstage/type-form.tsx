'use client'
import { TicketsStep } from '@fashionistas/contract'
import type { Currency, TicketType } from '@fashionistas/contract'
import { Button, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { api } from '../shell/api.ts'
import { newType, readTickets } from '../wizard/forms.ts'
import { compact } from '../wizard/merge-step.ts'
import { problemUnder, useProblemWords, valueAt } from '../wizard/problem-words.ts'
import { TicketTypeFields } from '../wizard/ticket-type-fields.tsx'
import { queryKeys } from './query-keys.ts'
import { tell, useTellFailure } from './use-tell.ts'

const Fields = TicketsStep.shape.types.element.omit({ id: true })
type Props = {
  readonly eventId: string
  readonly type: TicketType | undefined
  readonly currency: Currency
  readonly timeZone: string
  readonly done: () => void
}

/** Adds or changes one ticket type; tickets already sold keep their price. */
export function TypeForm({ eventId, type, currency, timeZone, done }: Props) {
  const t = useTranslations('backstage')
  const own = useTranslations('wizard')
  const queries = useQueryClient()
  const tellFailure = useTellFailure()
  const words = useProblemWords()
  const [form, setForm] = useState(
    () =>
      readTickets({ types: type ? [type] : [] }).types[0] ??
      newType(currency, { type: { es: '', en: '' }, tier: { es: own('tickets.firstTier'), en: '' } }),
  )
  const [isTold, setTold] = useState(false)
  const filled = Fields.safeParse(compact(form))
  const problems = filled.success || !isTold ? [] : filled.error.issues.map(({ path, code }) => ({ path: ['type', ...path].join('.'), code }))
  const finish = async (message: string) => {
    await queries.invalidateQueries({ queryKey: queryKeys.event(eventId) })
    tell(message)
    done()
  }
  const save = useMutation({
    mutationFn: (fields: ReturnType<typeof Fields.parse>) =>
      type
        ? api.changeTicketType({ typeId: type.id, ...fields }, { ifMatch: type.version })
        : api.createTicketType({ eventId, ...fields }, { idempotencyKey: crypto.randomUUID() }),
    onSuccess: () => finish(t('stock.saved')),
    onError: tellFailure,
  })
  const remove = useMutation({
    mutationFn: (typeId: string) => api.removeTicketType({ typeId }),
    onSuccess: () => finish(t('stock.removed')),
    onError: tellFailure,
  })
  const hasSales = (type?.sold ?? 0) + (type?.held ?? 0) > 0
  return (
    <Stack>
      {hasSales ? (
        <Text size="sm" c="dimmed">
          {t('stock.note')}
        </Text>
      ) : null}
      <TicketTypeFields
        type={form}
        path="type"
        number={1}
        currency={currency}
        timeZone={timeZone}
        put={setForm}
        remove={done}
        problemAt={(path) => {
          const problem = problemUnder(problems, path)
          return problem ? words(problem, valueAt({ type: compact(form) }, problem.path)) : undefined
        }}
      />
      <Group>
        <Button
          loading={save.isPending}
          onClick={() => {
            setTold(true)
            if (filled.success) save.mutate(filled.data)
          }}
        >
          {t('stock.save')}
        </Button>
        {type && !hasSales ? (
          <Button variant="default" loading={remove.isPending} onClick={() => remove.mutate(type.id)}>
            {t('stock.remove')}
          </Button>
        ) : null}
        {isTold && !filled.success ? (
          <Text size="sm" c="var(--danger)">
            {t('stock.incomplete')}
          </Text>
        ) : null}
      </Group>
    </Stack>
  )
}
