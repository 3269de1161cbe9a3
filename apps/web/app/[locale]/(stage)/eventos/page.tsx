import type { Metadata } from 'next'
import { toLocale } from '../../../../src/shell/locale.ts'
import { messagesOf, translator } from '../../../../src/shell/messages.ts'
import { WithMessages } from '../../../../src/shell/with-messages.tsx'
import { alternates } from '../../../../src/stage/alternates.ts'
import { frontPage } from '../../../../src/stage/cached.ts'
import { Discover } from '../../../../src/stage/discover.tsx'

type Props = { readonly params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const locale = toLocale((await params).locale)
  const t = await translator(locale, 'stage')
  return { title: t('events.title'), description: t('home.description'), alternates: alternates(locale, '/eventos') }
}

export default async function EventsPage({ params }: Props) {
  const locale = toLocale((await params).locale)
  const [front, messages, t] = await Promise.all([frontPage(locale), messagesOf(locale, ['stage']), translator(locale, 'stage')])
  return (
    <WithMessages messages={messages}>
      <h1 className="unseen">{t('events.title')}</h1>
      <Discover front={front} isLarge />
    </WithMessages>
  )
}
