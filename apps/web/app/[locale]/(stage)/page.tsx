import type { Metadata } from 'next'
import { toLocale } from '../../../src/shell/locale.ts'
import { messagesOf, translator } from '../../../src/shell/messages.ts'
import { pathsFor } from '../../../src/shell/paths.ts'
import { WithMessages } from '../../../src/shell/with-messages.tsx'
import { alternates } from '../../../src/stage/alternates.ts'
import { frontPage } from '../../../src/stage/cached.ts'
import { Discover } from '../../../src/stage/discover.tsx'
import { Featured } from '../../../src/stage/featured.tsx'

type Props = { readonly params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const locale = toLocale((await params).locale)
  const t = await translator(locale, 'stage')
  return {
    title: { absolute: t('home.title') },
    description: t('home.description'),
    alternates: alternates(locale, pathsFor('es-CO').home()),
    openGraph: { title: t('home.title'), description: t('home.description'), siteName: 'Fashionistas', type: 'website' },
  }
}

export default async function HomePage({ params }: Props) {
  const locale = toLocale((await params).locale)
  const [front, messages, t] = await Promise.all([frontPage(locale), messagesOf(locale, ['stage']), translator(locale, 'stage')])
  const featured = front?.events[0]
  return (
    <WithMessages messages={messages}>
      {featured ? <Featured event={featured} locale={locale} t={t} /> : <h1 className="unseen">{t('home.title')}</h1>}
      <Discover front={front} {...(featured ? { featuredId: featured.id } : {})} />
    </WithMessages>
  )
}
