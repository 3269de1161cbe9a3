'use client'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { TextField } from '../shell/fields.tsx'
import { usePaths } from '../shell/use-paths.ts'
import { SignForm } from './sign-form.tsx'
import { useSign } from './use-sign.ts'

/** The end of "I forgot my password": the link in the mail leads here. */
export function NewPasswordForm({ token }: { readonly token: string }) {
  const t = useTranslations('account')
  const router = useRouter()
  const paths = usePaths()
  const [newPassword, setNewPassword] = useState('')
  const change = useSign('reset-password', () => router.replace(paths.signIn()))
  return (
    <SignForm send={t('newPassword.send')} isPending={change.isPending} problem={change.problem} onSend={() => change.send({ newPassword, token })}>
      <TextField
        label={t('newPassword.label')}
        name="newPassword"
        type="password"
        autoComplete="new-password"
        required
        minLength={10}
        value={newPassword}
        onText={setNewPassword}
        hint={t('register.passwordHint', { count: 10 })}
      />
    </SignForm>
  )
}
