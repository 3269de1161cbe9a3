import type { Metadata } from 'next'
import { Home } from '../../../../../src/backstage/home.tsx'
import { titleOf } from '../../../../../src/backstage/title-of.ts'

type Props = { readonly params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return await titleOf((await params).locale, 'backstage', 'home.title')
}

export default function Page() {
  return <Home />
}
