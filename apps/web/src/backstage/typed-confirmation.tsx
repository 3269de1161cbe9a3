'use client'
import { Button, Group, Text, TextInput } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'

type Props = {
  /** What must be typed, letter by letter; capitals and accents are forgiven. */
  readonly phrase: string
  readonly action: string
  readonly isBusy: boolean
  /** Why it can't be done yet, when something else is missing. */
  readonly blockedBecause?: string | undefined
  readonly confirm: () => void
}

/** For what can't be undone and touches money or many people: the hand types what the eye should have read. */
export function TypedConfirmation({ phrase, action, isBusy, blockedBecause, confirm }: Props) {
  const t = useTranslations('backstage')
  const [typed, setTyped] = useState('')
  const why = blockedBecause ?? (isSame(typed, phrase) ? undefined : t('confirm.type', { phrase }))
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!why) confirm()
      }}
    >
      <TextInput label={t('confirm.type', { phrase })} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} autoComplete="off" />
      <Group mt="md" gap="sm">
        <Button type="submit" color="red" loading={isBusy} disabled={why !== undefined}>
          {action}
        </Button>
        {why ? (
          <Text size="sm" c="dimmed">
            {blockedBecause ?? t('confirm.why')}
          </Text>
        ) : null}
      </Group>
    </form>
  )
}

const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/\s+/g, ' ').trim().toLowerCase()
const isSame = (one: string, other: string): boolean => plain(one) === plain(other)
