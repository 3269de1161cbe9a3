import type { Metadata } from 'next'
import { PrivatePage, privateMetadata } from '../../../../src/shell/private-page.tsx'
import type { LocaleProps } from '../../../../src/shell/private-page.tsx'
import { SignInPage } from '../../../../src/account/sign-in-page.tsx'

export const generateMetadata = (props: LocaleProps): Promise<Metadata> => privateMetadata(props, 'account', 'signIn.title')

export default function Page({ params }: LocaleProps) {
  return (
    <PrivatePage params={params} areas={['account']}>
      <SignInPage />
    </PrivatePage>
  )
}
