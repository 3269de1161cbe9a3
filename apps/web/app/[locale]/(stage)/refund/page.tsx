import type { Metadata } from 'next'
import { PrivatePage, privateMetadata } from '../../../../src/shell/private-page.tsx'
import type { LocaleProps } from '../../../../src/shell/private-page.tsx'
import { RefundPage } from '../../../../src/tickets/refund-page.tsx'

export const generateMetadata = (props: LocaleProps): Promise<Metadata> => privateMetadata(props, 'tickets', 'refund.title')

export default function Page({ params }: LocaleProps) {
  return (
    <PrivatePage params={params} areas={['tickets', 'checkout']}>
      <RefundPage />
    </PrivatePage>
  )
}
