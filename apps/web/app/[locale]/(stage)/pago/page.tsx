import type { Metadata } from 'next'
import { PrivatePage, privateMetadata } from '../../../../src/shell/private-page.tsx'
import type { LocaleProps } from '../../../../src/shell/private-page.tsx'
import { ReturnView } from '../../../../src/checkout/return-view.tsx'

export const generateMetadata = (props: LocaleProps): Promise<Metadata> => privateMetadata(props, 'checkout', 'back.pageTitle')

export default function Page({ params }: LocaleProps) {
  return (
    <PrivatePage params={params} areas={['checkout']}>
      <ReturnView />
    </PrivatePage>
  )
}
