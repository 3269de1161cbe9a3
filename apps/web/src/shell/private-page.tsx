import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { toLocale } from './locale.ts'
import { messagesOf, translator } from './messages.ts'
import type { Area } from './messages.ts'
import { WithMessages } from './with-messages.tsx'

export type LocaleProps = { readonly params: Promise<{ locale: string }> }

/** The title of a page that only its owner should find. */
export async function privateMetadata({ params }: LocaleProps, area: Area, title: string): Promise<Metadata> {
  const t = await translator(toLocale((await params).locale), area)
  return { title: t(title), robots: { index: false, follow: false }, referrer: 'no-referrer' }
}

/** A static page that asks for its data in the browser; it carries only the words of its areas. */
export async function PrivatePage({ params, areas, children }: LocaleProps & { readonly areas: readonly Area[]; readonly children: ReactNode }) {
  return <WithMessages messages={await messagesOf(toLocale((await params).locale), areas)}>{children}</WithMessages>
}
