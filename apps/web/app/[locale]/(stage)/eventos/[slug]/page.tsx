import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { toLocale } from '../../../../../src/shell/locale.ts'
import { messagesOf, translator } from '../../../../../src/shell/messages.ts'
import { WithMessages } from '../../../../../src/shell/with-messages.tsx'
import { eventBySlug, pastOf } from '../../../../../src/stage/cached.ts'
import { eventMetadata } from '../../../../../src/stage/event-metadata.ts'
import { EventView } from '../../../../../src/stage/event-view.tsx'

type Props = { readonly params: Promise<{ locale: string; slug: string }> }

/** One placeholder is enough: Next then caches every slug that is asked for. */
export const generateStaticParams = () => [{ slug: '-' }]

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, slug } = await params
  const event = slug === '-' ? null : await eventBySlug(slug, toLocale(locale))
  return event ? eventMetadata(event, toLocale(locale)) : { robots: { index: false } }
}

export default async function EventPage({ params }: Props) {
  const { slug, ...rest } = await params
  const locale = toLocale(rest.locale)
  const event = slug === '-' ? null : await eventBySlug(slug, locale)
  if (!event) notFound()
  const [past, messages, t] = await Promise.all([pastOf(event.organizerSlug, locale), messagesOf(locale, ['event']), translator(locale, 'stage')])
  return (
    <WithMessages messages={messages}>
      <EventView event={event} past={past.filter(({ id }) => id !== event.id)} locale={locale} t={t} />
    </WithMessages>
  )
}
