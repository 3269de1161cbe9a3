'use client'
import { NextIntlClientProvider, useLocale, useMessages } from 'next-intl'
import type { ReactNode } from 'react'
import { homeZone } from './locale.ts'

export type Messages = { readonly [name: string]: string | Messages }

/** Adds areas of the catalogue to those that the page has already, so that each page carries only the words it shows. */
export function WithMessages({ messages, children }: { readonly messages: Messages; readonly children: ReactNode }) {
  const inherited = useMessages()
  return (
    <NextIntlClientProvider locale={useLocale()} timeZone={homeZone} messages={{ ...inherited, ...messages }}>
      {children}
    </NextIntlClientProvider>
  )
}
