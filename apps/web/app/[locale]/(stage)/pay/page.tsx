import type { Metadata } from 'next'
import { PrivatePage, privateMetadata } from '../../../../src/shell/private-page.tsx'
import type { LocaleProps } from '../../../../src/shell/private-page.tsx'
import { PayAgainView } from '../../../../src/checkout/pay-again-view.tsx'

export const generateMetadata = (props: LocaleProps): Promise<Metadata> => privateMetadata(props, 'checkout', 'again.pageTitle')

export default function Page({ params }: LocaleProps) {
  return (
    <PrivatePage params={params} areas={['checkout']}>
      <PayAgainView />
    </PrivatePage>
  )
}
