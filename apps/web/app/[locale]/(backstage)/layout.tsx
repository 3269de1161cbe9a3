import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import { notFound } from 'next/navigation'
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import '../../../src/backstage/office.css'
import { isLocale } from '../../../src/shell/locale.ts'
import { messagesOf } from '../../../src/shell/messages.ts'
import { MantineRoom } from '../../../src/shell/office-providers.tsx'
import { WithMessages } from '../../../src/shell/with-messages.tsx'

/** Pages behind the sign-in are nobody's search result. */
export const metadata: Metadata = { robots: { index: false, follow: false } }

/** The backstage and the door: static shells, filled in the browser by who is signed in. */
export default async function Layout({ params, children }: { readonly params: Promise<{ locale: string }>; readonly children: ReactNode }) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  return (
    <WithMessages messages={await messagesOf(locale, ['backstage', 'wizard', 'door'])}>
      <MantineRoom>{children}</MantineRoom>
    </WithMessages>
  )
}
