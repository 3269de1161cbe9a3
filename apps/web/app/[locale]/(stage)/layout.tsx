import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { isLocale } from '../../../src/shell/locale.ts'
import { StageLayout } from '../../../src/shell/stage-layout.tsx'

/** Public pages are static through and through: the first view of a new event waits for its whole page, later ones come from the cache. */
export const ensureStatic = 'navigation'

export default async function Layout({ params, children }: { readonly params: Promise<{ locale: string }>; readonly children: ReactNode }) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  return <StageLayout locale={locale}>{children}</StageLayout>
}
