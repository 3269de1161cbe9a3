'use client'
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { formatDateTime } from '../shell/format.ts'
import { useReaderLocale } from '../shell/use-paths.ts'
import { instantOf, wallClock } from './zone-time.ts'

type Props = {
  readonly id?: string
  readonly label: string
  readonly timeZone: string
  readonly value: string | undefined
  readonly change: (value: string | undefined) => void
  readonly error?: string | undefined
}

/** A date and an hour on the event's own clock, whatever the clock of this device says. */
export function MomentInput({ id, label, timeZone, value, change, error }: Props) {
  const locale = useReaderLocale()
  const [typed, setTyped] = useState<string>()
  const shown = wallClock(value, timeZone)
  return (
    <TextInput
      {...(id ? { id } : {})}
      type="datetime-local"
      label={label}
      value={typed ?? shown}
      error={error}
      description={value ? formatDateTime(value, timeZone, locale) : undefined}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      onBlur={() => setTyped(undefined)}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        change(instantOf(event.currentTarget.value, timeZone))
      }}
    />
  )
}
