import type { Metadata } from 'next'
import { PrivatePage, privateMetadata } from '../../../../src/shell/private-page.tsx'
import type { LocaleProps } from '../../../../src/shell/private-page.tsx'
import { WayThere } from '../../../../src/tickets/way-there.tsx'

export const generateMetadata = (props: LocaleProps): Promise<Metadata> => privateMetadata(props, 'tickets', 'way.title')

export default function Page({ params }: LocaleProps) {
  return (
    <PrivatePage params={params} areas={['tickets']}>
      <WayThere />
    </PrivatePage>
  )
}
