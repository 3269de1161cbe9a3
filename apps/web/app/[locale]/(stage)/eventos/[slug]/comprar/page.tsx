import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Checkout } from '../../../../../../src/checkout/checkout.tsx'
import { textOf, toLocale } from '../../../../../../src/shell/locale.ts'
import { messagesOf, translator } from '../../../../../../src/shell/messages.ts'
import { WithMessages } from '../../../../../../src/shell/with-messages.tsx'
import { eventBySlug } from '../../../../../../src/stage/cached.ts'

type Props = { readonly params: Promise<{ locale: string; slug: string }> }

export const generateStaticParams = () => [{ slug: '-' }]

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, ...rest } = await params
  const locale = toLocale(rest.locale)
  const event = slug === '-' ? null : await eventBySlug(slug, locale)
  const t = await translator(locale, 'checkout')
  return { title: event ? t('pageTitle', { title: textOf(event.title, locale) }) : t('step.tickets'), robots: { index: false } }
}

export default async function CheckoutPage({ params }: Props) {
  const { slug, ...rest } = await params
  const locale = toLocale(rest.locale)
  const event = slug === '-' ? null : await eventBySlug(slug, locale)
  if (!event) notFound()
  const { id, title, state, startsAt, timeZone, venueName, city, accent, types, questions } = event
  return (
    <WithMessages messages={await messagesOf(locale, ['checkout'])}>
      <Checkout event={{ id, slug, title, state, startsAt, timeZone, venueName, city, accent, types, questions }} />
    </WithMessages>
  )
}
