import type { Metadata } from 'next'
import { Preview } from '../../../../../../../src/backstage/preview.tsx'
import { titleOf } from '../../../../../../../src/backstage/title-of.ts'
import { toLocale } from '../../../../../../../src/shell/locale.ts'
import { messagesOf } from '../../../../../../../src/shell/messages.ts'
import { WithMessages } from '../../../../../../../src/shell/with-messages.tsx'

type Props = { readonly params: Promise<{ locale: string; id: string }> }

/** One placeholder is enough: Next then keeps the shell of every event that is asked for. */
export const generateStaticParams = () => [{ id: '-' }]

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return await titleOf((await params).locale, 'backstage', 'preview.title')
}

export default async function Page({ params }: Props) {
  const { id, locale } = await params
  return (
    <WithMessages messages={await messagesOf(toLocale(locale), ['stage', 'event'])}>
      <Preview id={id} />
    </WithMessages>
  )
}
