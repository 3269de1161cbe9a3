import type { Metadata } from 'next'
import { LiveEvent } from '../../../../../../../src/backstage/live-event.tsx'
import { titleOf } from '../../../../../../../src/backstage/title-of.ts'

type Props = { readonly params: Promise<{ locale: string; id: string }> }

/** One placeholder is enough: Next then keeps the shell of every event that is asked for. */
export const generateStaticParams = () => [{ id: '-' }]

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return await titleOf((await params).locale, 'backstage', 'event.pageTitle')
}

export default async function Page({ params }: Props) {
  const { id } = await params
  return <LiveEvent id={id} />
}
