import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { toLocale } from '../../../../../src/shell/locale.ts'
import { messagesOf, translator } from '../../../../../src/shell/messages.ts'
import { pathsFor } from '../../../../../src/shell/paths.ts'
import { WithMessages } from '../../../../../src/shell/with-messages.tsx'
import { alternates } from '../../../../../src/stage/alternates.ts'
import { organizerPage } from '../../../../../src/stage/cached.ts'
import { OrganizerView } from '../../../../../src/stage/organizer-view.tsx'

type Props = { readonly params: Promise<{ locale: string; slug: string }> }

export const generateStaticParams = () => [{ slug: '-' }]

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, slug } = await params
  const found = slug === '-' ? null : await organizerPage(slug, toLocale(locale))
  if (!found) return { robots: { index: false } }
  return {
    title: found.organizer.name,
    ...(found.organizer.description ? { description: found.organizer.description.slice(0, 200) } : {}),
    alternates: alternates(toLocale(locale), pathsFor('es-CO').organizer({ slug })),
  }
}

export default async function OrganizerPage({ params }: Props) {
  const { slug, ...rest } = await params
  const locale = toLocale(rest.locale)
  const found = slug === '-' ? null : await organizerPage(slug, locale)
  if (!found) notFound()
  const [messages, t] = await Promise.all([messagesOf(locale, ['stage']), translator(locale, 'stage')])
  return (
    <WithMessages messages={messages}>
      <OrganizerView page={found} t={t} />
    </WithMessages>
  )
}
