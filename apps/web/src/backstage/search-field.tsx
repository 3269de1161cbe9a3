'use client'
import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'

/** A search that waits for a pause in the typing; `/` brings the cursor here (keyboard.tsx finds it by its role). */
export function SearchField({ label, value, search }: { readonly label: string; readonly value: string; readonly search: (text: string) => void }) {
  const [typed, setTyped] = useState(value)
  const send = useDebouncedCallback((text: string) => search(text.trim()), 250)
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        send(event.currentTarget.value)
      }}
      flex="1 1 240px"
      maw={420}
    />
  )
}
