'use client'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { NextIntlClientProvider } from 'next-intl'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { homeZone } from './locale.ts'
import type { Locale } from './locale.ts'
import type { Messages } from './with-messages.tsx'
import { Refusal } from './wire.ts'

type Props = { readonly locale: Locale; readonly messages: Messages; readonly children: ReactNode }

/** What every page stands in. Mantine comes with the backstage, which alone needs it (office-providers.tsx; Q-09). */
export function Providers({ locale, messages, children }: Props) {
  const [queries] = useState(newQueries)
  return (
    <NextIntlClientProvider locale={locale} messages={messages} timeZone={homeZone}>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </NextIntlClientProvider>
  )
}

const newQueries = () =>
  new QueryClient({
    defaultOptions: {
      // `always`: without network the service worker may still answer (tickets), and a form must say that it could not be sent instead of waiting.
      mutations: { networkMode: 'always' },
      queries: {
        networkMode: 'always',
        staleTime: 15_000,
        // A refusal is an answer: asking again gives the same. Only a lost connection or a tired server is worth another try.
        retry: (failures, error) => failures < 2 && !(error instanceof Refusal && error.status < 500),
      },
    },
  })
