import type { Metadata } from 'next'
import { QuestionsPage } from '../../../../../../../../src/backstage/questions-page.tsx'
import { titleOf } from '../../../../../../../../src/backstage/title-of.ts'

type Props = { readonly params: Promise<{ locale: string; id: string }> }

/** One placeholder is enough: Next then keeps the shell of every event that is asked for. */
export const generateStaticParams = () => [{ id: '-' }]

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return await titleOf((await params).locale, 'backstage', 'questions.title')
}

export default async function Page({ params }: Props) {
  const { id } = await params
  return <QuestionsPage id={id} />
}
