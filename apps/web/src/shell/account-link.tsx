'use client'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useMe } from './me.ts'
import { usePaths } from './use-paths.ts'

/** "Entrar" for a guest, the first name for who is signed in. */
export function AccountLink() {
  const t = useTranslations('shell')
  const paths = usePaths()
  const { data: me } = useMe()
  if (me?.user)
    return (
      <Link href={paths.account()} prefetch={false}>
        {me.user.name.split(' ')[0]}
      </Link>
    )
  return (
    <Link href={paths.signIn()} prefetch={false}>
      {t('signIn')}
    </Link>
  )
}
