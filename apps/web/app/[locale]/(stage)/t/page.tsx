import type { Metadata } from 'next'
import { PrivatePage, privateMetadata } from '../../../../src/shell/private-page.tsx'
import type { LocaleProps } from '../../../../src/shell/private-page.tsx'
import { TicketsPage } from '../../../../src/tickets/tickets-page.tsx'

export const generateMetadata = (props: LocaleProps): Promise<Metadata> => privateMetadata(props, 'tickets', 'pageTitle')

export default function Page({ params }: LocaleProps) {
  return (
    <PrivatePage params={params} areas={['tickets', 'checkout']}>
      <TicketsPage />
    </PrivatePage>
  )
}
