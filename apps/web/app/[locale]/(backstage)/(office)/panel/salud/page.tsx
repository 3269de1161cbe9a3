import type { Metadata } from 'next'
import { HealthPage } from '../../../../../../src/backstage/health-page.tsx'
import { titleOf } from '../../../../../../src/backstage/title-of.ts'
import { PrivatePage } from '../../../../../../src/shell/private-page.tsx'

type Props = { readonly params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return await titleOf((await params).locale, 'health', 'title')
}

export default function Page({ params }: Props) {
  return (
    <PrivatePage params={params} areas={['health']}>
      <HealthPage />
    </PrivatePage>
  )
}
