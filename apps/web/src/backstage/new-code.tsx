'use client'
import type { Currency, EventId, TicketType } from '@fashionistas/contract'
import { Button, Checkbox, NumberInput, SegmentedControl, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { api } from '../shell/api.ts'
import { textOf } from '../shell/locale.ts'
import { refusalCode, useProblem } from '../shell/problem.ts'
import { tidyCode } from '../shell/promo-code.ts'
import { useReaderLocale } from '../shell/use-paths.ts'
import { AmountInput } from '../wizard/amount-input.tsx'
import { CodeLimits, limitsToSend, noLimits, wrongLimit } from './code-limits.tsx'
import { queryKeys } from './query-keys.ts'
import { tell, useTellFailure } from './use-tell.ts'

type Props = {
  readonly eventId: EventId
  readonly currency: Currency
  readonly timeZone: string
  readonly types: readonly TicketType[]
  readonly done: () => void
}
const kinds = ['percent', 'amount'] as const

/** Makes a code. What it takes off is said once and never changes: who was told of ten percent gets ten percent. */
export function NewCode({ eventId, currency, timeZone, types, done }: Props) {
  const t = useTranslations('backstage.codes')
  const locale = useReaderLocale()
  const queries = useQueryClient()
  const tellFailure = useTellFailure()
  const problemOf = useProblem()
  const [code, setCode] = useState('')
  const [kind, setKind] = useState<(typeof kinds)[number]>('percent')
  const [percent, setPercent] = useState<number>()
  const [minor, setMinor] = useState<number>()
  const [typeIds, setTypeIds] = useState<readonly string[]>([])
  const [limits, setLimits] = useState(noLimits)
  const [isTried, setTried] = useState(false)
  const worth = worthOf(kind, percent, { minor, currency })
  const isCode = /^[A-Z0-9Ñ_-]{3,40}$/.test(code)
  const create = useMutation({
    mutationFn: (given: NonNullable<typeof worth>) =>
      api.createCode(
        { eventId, code, worth: given, typeIds: types.flatMap(({ id }) => (typeIds.includes(id) ? [id] : [])), ...limitsToSend(limits) },
        { idempotencyKey: crypto.randomUUID() },
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: queryKeys.codes(eventId) })
      tell(t('created', { code }))
      done()
    },
    onError: (error) => (refusalCode(error) === 'code_taken' ? undefined : tellFailure(error)),
  })
  const isTaken = refusalCode(create.error) === 'code_taken'
  return (
    <Stack
      component="form"
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (isCode && worth && !wrongLimit(limits, 0)) create.mutate(worth)
      }}
    >
      <TextInput
        label={t('code')}
        description={t('codeNote')}
        value={code}
        maxLength={40}
        autoCapitalize="characters"
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          setCode(tidyCode(event.currentTarget.value))
          create.reset()
        }}
        error={isTaken ? problemOf(create.error).detail : isTried && !isCode ? t('codeForm') : undefined}
      />
      <SegmentedControl
        aria-label={t('worth')}
        value={kind}
        onChange={(value) => setKind(kinds.find((known) => known === value) ?? 'percent')}
        data={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
      />
      {kind === 'percent' ? (
        <NumberInput
          label={t('percent')}
          min={0.01}
          max={100}
          decimalScale={2}
          allowNegative={false}
          suffix=" %"
          value={percent ?? ''}
          onChange={(value) => setPercent(typeof value === 'number' ? value : undefined)}
          error={isTried && !worth ? t('percentMissing') : undefined}
        />
      ) : (
        <AmountInput
          label={t('amount')}
          currency={currency}
          value={minor}
          change={setMinor}
          error={isTried && !worth ? t('amountMissing') : undefined}
        />
      )}
      {types.length > 1 ? (
        <Checkbox.Group label={t('types')} description={t('typesNote')} value={[...typeIds]} onChange={setTypeIds}>
          <Stack gap="xs" mt="xs">
            {types.map(({ id, name }) => (
              <Checkbox key={id} value={id} label={textOf(name, locale)} />
            ))}
          </Stack>
        </Checkbox.Group>
      ) : null}
      <CodeLimits limits={limits} change={setLimits} timeZone={timeZone} />
      <Button type="submit" loading={create.isPending}>
        {t('create')}
      </Button>
    </Stack>
  )
}

function worthOf(kind: (typeof kinds)[number], percent: number | undefined, { minor, currency }: { minor: number | undefined; currency: Currency }) {
  if (kind === 'percent') {
    const percentBp = Math.round((percent ?? 0) * 100)
    return percentBp >= 1 && percentBp <= 10_000 ? { kind, percentBp } : undefined
  }
  return minor !== undefined && minor > 0 ? { kind, amount: { minor, currency } } : undefined
}
