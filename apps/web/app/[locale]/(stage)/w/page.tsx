import type { Metadata } from 'next'
import { PrivatePage, privateMetadata } from '../../../../src/shell/private-page.tsx'
import type { LocaleProps } from '../../../../src/shell/private-page.tsx'
import { KeepPage } from '../../../../src/tickets/keep-page.tsx'

export const generateMetadata = (props: LocaleProps): Promise<Metadata> => privateMetadata(props, 'tickets', 'keep.title')

export default function Page({ params }: LocaleProps) {
  return (
    <PrivatePage params={params} areas={['tickets']}>
      <KeepPage />
    </PrivatePage>
  )
}
