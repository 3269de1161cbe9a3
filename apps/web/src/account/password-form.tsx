'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import buttons from '../shell/button.module.css'
import { TextField } from '../shell/fields.tsx'
import { usePaths } from '../shell/use-paths.ts'
import { SignForm } from './sign-form.tsx'
import { useSign } from './use-sign.ts'

export function PasswordForm({ onEntered }: { readonly onEntered: () => Promise<void> }) {
  const t = useTranslations('account')
  const paths = usePaths()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const enter = useSign('sign-in/email', onEntered)
  const forgot = useSign('request-password-reset', () => undefined)
  return (
    <SignForm
      send={t('signIn.enter')}
      isPending={enter.isPending}
      problem={enter.problem ?? forgot.problem}
      done={forgot.isDone ? t('signIn.resetSent') : undefined}
      onSend={() => enter.send({ email: email.trim(), password })}
    >
      <TextField label={t('email')} name="email" type="email" autoComplete="username" inputMode="email" required value={email} onText={setEmail} />
      <TextField
        label={t('password')}
        name="password"
        type="password"
        autoComplete="current-password"
        required
        value={password}
        onText={setPassword}
      />
      <button
        type="button"
        className={buttons.quiet}
        onClick={() => {
          if (email.includes('@')) forgot.send({ email: email.trim(), redirectTo: paths.signIn() })
        }}
        title={email.includes('@') ? undefined : t('signIn.forgotNeedsEmail')}
      >
        {t('signIn.forgot')}
      </button>
    </SignForm>
  )
}
