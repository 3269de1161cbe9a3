import type { Metadata } from 'next'
import { KeysPage } from '../../../../../../src/backstage/keys-page.tsx'
import { titleOf } from '../../../../../../src/backstage/title-of.ts'

type Props = { readonly params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return await titleOf((await params).locale, 'backstage', 'keys.title')
}

export default function Page() {
  return <KeysPage />
}
