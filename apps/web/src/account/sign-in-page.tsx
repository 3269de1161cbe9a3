'use client'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useBrowserQuery } from '../shell/browser-location.ts'
import { useForgetMe } from '../shell/me.ts'
import { usePaths } from '../shell/use-paths.ts'
import styles from './account.module.css'
import { CodeForm } from './code-form.tsx'
import { DemoSignIns } from './demo-sign-ins.tsx'
import { LinkForm } from './link-form.tsx'
import { NewPasswordForm } from './new-password-form.tsx'
import { PasswordForm } from './password-form.tsx'
import { RegisterForm } from './register-form.tsx'
import { safeThen } from './then.ts'

const ways = ['password', 'link', 'code', 'register'] as const
type Way = (typeof ways)[number]

/** Every way in: password, a link by email, a code by phone, or a new account. */
export function SignInPage() {
  const t = useTranslations('account')
  const paths = usePaths()
  const router = useRouter()
  const query = new URLSearchParams(useBrowserQuery())
  const forget = useForgetMe()
  const [way, setWay] = useState<Way>('password')
  const then = safeThen(query.get('then'), paths.account())
  const enter = async () => {
    await forget()
    router.push(then)
  }
  const resetToken = query.get('token')
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>{t(resetToken ? 'newPassword.title' : way === 'register' ? 'register.title' : 'signIn.title')}</h1>
      {resetToken ? (
        <NewPasswordForm token={resetToken} />
      ) : (
        <>
          <div className={styles.tabs} role="group" aria-label={t('signIn.ways')}>
            {ways.map((name) => (
              <button key={name} type="button" aria-pressed={way === name} onClick={() => setWay(name)}>
                {t(`signIn.way.${name}`)}
              </button>
            ))}
          </div>
          {way === 'password' ? <PasswordForm onEntered={enter} /> : null}
          {way === 'link' ? <LinkForm then={then} /> : null}
          {way === 'code' ? <CodeForm onEntered={enter} /> : null}
          {way === 'register' ? <RegisterForm onEntered={enter} /> : null}
          <DemoSignIns onEntered={enter} />
        </>
      )}
    </div>
  )
}
