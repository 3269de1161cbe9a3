import type { Metadata } from 'next'
import { TeamPage } from '../../../../../../src/backstage/team-page.tsx'
import { titleOf } from '../../../../../../src/backstage/title-of.ts'

type Props = { readonly params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return await titleOf((await params).locale, 'backstage', 'team.title')
}

export default function Page() {
  return <TeamPage />
}
