'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { useMe } from '../shell/me.ts'
import { ErrorState, LoadingLine } from '../shell/states.tsx'
import { usePaths } from '../shell/use-paths.ts'
import { DoorPage } from './door-page.tsx'
import classes from './door.module.css'

/** The door without the office around it: dark, the whole screen, for who is signed in. */
export function DoorGate({ id }: { readonly id: string }) {
  const t = useTranslations('door')
  const paths = usePaths()
  const { data: me, error, refetch } = useMe()
  useDark()
  if (me?.user)
    return (
      <main>
        <DoorPage id={id} />
      </main>
    )
  return (
    <main className={classes['outside']}>
      <h1>{t('title')}</h1>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : me ? (
        <p>
          {t('signIn')} <Link href={paths.signIn(paths.door({ id }))}>{t('toSignIn')}</Link>
        </p>
      ) : (
        <LoadingLine />
      )}
    </main>
  )
}

/** The door is dark whatever the office is; the person's own choice comes back with the next page. */
function useDark(): void {
  useEffect(() => {
    const root = document.documentElement
    const before = root.getAttribute('data-mantine-color-scheme')
    root.setAttribute('data-mantine-color-scheme', 'dark')
    return () => {
      if (before) root.setAttribute('data-mantine-color-scheme', before)
    }
  }, [])
}
