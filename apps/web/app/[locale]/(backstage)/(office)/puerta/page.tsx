import type { Metadata } from 'next'
import { DoorsPage } from '../../../../../src/door/doors-page.tsx'
import { titleOf } from '../../../../../src/backstage/title-of.ts'

type Props = { readonly params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return await titleOf((await params).locale, 'door', 'doors.title')
}

export default function Page() {
  return <DoorsPage />
}
