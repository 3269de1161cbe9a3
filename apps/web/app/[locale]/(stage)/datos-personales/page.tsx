import type { Metadata } from 'next'
import { toLocale } from '../../../../src/shell/locale.ts'
import { translator } from '../../../../src/shell/messages.ts'
import type { LocaleProps } from '../../../../src/shell/private-page.tsx'
import { alternates } from '../../../../src/stage/alternates.ts'
import { LegalText } from '../../../../src/stage/legal-text.tsx'

export async function generateMetadata({ params }: LocaleProps): Promise<Metadata> {
  const locale = toLocale((await params).locale)
  const t = await translator(locale, 'legal')
  return { title: t('privacy.title'), alternates: alternates(locale, '/datos-personales') }
}

export default async function Page({ params }: LocaleProps) {
  return <LegalText t={await translator(toLocale((await params).locale), 'legal')} name="privacy" />
}
