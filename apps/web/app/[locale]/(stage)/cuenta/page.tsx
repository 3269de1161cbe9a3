import type { Metadata } from 'next'
import { PrivatePage, privateMetadata } from '../../../../src/shell/private-page.tsx'
import type { LocaleProps } from '../../../../src/shell/private-page.tsx'
import { AccountPage } from '../../../../src/account/account-page.tsx'

export const generateMetadata = (props: LocaleProps): Promise<Metadata> => privateMetadata(props, 'account', 'account.title')

export default function Page({ params }: LocaleProps) {
  return (
    <PrivatePage params={params} areas={['account']}>
      <AccountPage />
    </PrivatePage>
  )
}
