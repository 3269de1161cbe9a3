import type { Metadata } from 'next'
import { OrganizationPage } from '../../../../../../src/backstage/organization-page.tsx'
import { titleOf } from '../../../../../../src/backstage/title-of.ts'

type Props = { readonly params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return await titleOf((await params).locale, 'backstage', 'organization.title')
}

export default function Page() {
  return <OrganizationPage />
}
