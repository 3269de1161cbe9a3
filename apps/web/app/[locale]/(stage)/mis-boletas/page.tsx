import type { Metadata } from 'next'
import { PrivatePage, privateMetadata } from '../../../../src/shell/private-page.tsx'
import type { LocaleProps } from '../../../../src/shell/private-page.tsx'
import { MyTickets } from '../../../../src/account/my-tickets.tsx'

export const generateMetadata = (props: LocaleProps): Promise<Metadata> => privateMetadata(props, 'account', 'myTickets.title')

export default function Page({ params }: LocaleProps) {
  return (
    <PrivatePage params={params} areas={['account', 'tickets']}>
      <MyTickets />
    </PrivatePage>
  )
}
