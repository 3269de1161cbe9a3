'use client'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import buttons from '../shell/button.module.css'
import { useForgetMe, useMe } from '../shell/me.ts'
import { sign } from '../shell/sign.ts'
import { EmptyState, ErrorState, Skeletons } from '../shell/states.tsx'
import { usePaths } from '../shell/use-paths.ts'
import styles from './account.module.css'
import { ClaimOrders } from './claim-orders.tsx'
import { Organizations } from './organizations.tsx'
import { Profile } from './profile.tsx'
import { Sessions } from './sessions.tsx'

/** Who I am here: profile, language, organizations, and where I am signed in. */
export function AccountPage() {
  const t = useTranslations('account')
  const paths = usePaths()
  const router = useRouter()
  const me = useMe()
  const forget = useForgetMe()
  const leave = async () => {
    await sign('sign-out')
    await forget()
    router.push(paths.home())
  }
  return (
    <div className={styles.wide}>
      <h1 className={styles.title}>{t('account.title')}</h1>
      {me.error ? (
        <ErrorState error={me.error} onRetry={() => void me.refetch()} />
      ) : !me.data ? (
        <Skeletons rows={4} />
      ) : !me.data.user ? (
        <EmptyState
          title={t('account.guest')}
          action={
            <Link className={buttons.primary} href={paths.signIn(paths.account())}>
              {t('signIn.enter')}
            </Link>
          }
        >
          {t('account.guestDetail')}
        </EmptyState>
      ) : (
        <div className={styles.sections}>
          {me.data.unclaimedOrders > 0 ? <ClaimOrders count={me.data.unclaimedOrders} /> : null}
          <Profile user={me.data.user} />
          <Organizations memberships={me.data.memberships} />
          <Sessions />
          <p>
            <button type="button" className={buttons.secondary} onClick={() => void leave()}>
              {t('account.leave')}
            </button>
          </p>
        </div>
      )}
    </div>
  )
}
