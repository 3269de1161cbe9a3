import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { Suspense } from 'react'
import { toLocale } from '../../../../src/shell/locale.ts'
import { PrivatePage, privateMetadata } from '../../../../src/shell/private-page.tsx'
import type { LocaleProps } from '../../../../src/shell/private-page.tsx'
import { openedLink } from '../../../../src/tickets/opened-link.ts'
import { TicketsPage } from '../../../../src/tickets/tickets-page.tsx'

/** The rewrite of /t/{token} (next.config.ts) hands the token on as a query, so that it names no page in a cache. */
type Props = LocaleProps & { readonly searchParams: Promise<{ readonly token?: string | readonly string[] }> }

export const generateMetadata = (props: LocaleProps): Promise<Metadata> => privateMetadata(props, 'tickets', 'pageTitle')

export default function Page({ params, searchParams }: Props) {
  return (
    <PrivatePage params={params} areas={['tickets', 'checkout']}>
      <Suspense fallback={<TicketsPage />}>
        <Opened params={params} searchParams={searchParams} />
      </Suspense>
    </PrivatePage>
  )
}

async function Opened({ params, searchParams }: Props) {
  const [{ locale }, { token }, asked] = await Promise.all([params, searchParams, headers()])
  const opened = typeof token === 'string' ? await openedLink(token, toLocale(locale), asked.get('x-forwarded-for')) : undefined
  return <TicketsPage {...(opened ? { opened } : {})} />
}
