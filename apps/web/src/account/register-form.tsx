'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { TextField } from '../shell/fields.tsx'
import { SignForm } from './sign-form.tsx'
import { useSign } from './use-sign.ts'

const shortest = 10

export function RegisterForm({ onEntered }: { readonly onEntered: () => Promise<void> }) {
  const t = useTranslations('account')
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [isTried, setTried] = useState(false)
  const register = useSign('sign-up/email', onEntered)
  const isShort = password.length < shortest
  return (
    <SignForm
      send={t('register.send')}
      isPending={register.isPending}
      problem={register.problem}
      onSend={() => {
        setTried(true)
        if (!isShort) register.send({ name: name.trim(), email: email.trim(), password })
      }}
    >
      <TextField label={t('name')} name="name" autoComplete="name" required minLength={2} value={name} onText={setName} />
      <TextField label={t('email')} name="email" type="email" autoComplete="email" inputMode="email" required value={email} onText={setEmail} />
      <TextField
        label={t('password')}
        name="password"
        type="password"
        autoComplete="new-password"
        required
        value={password}
        onText={setPassword}
        hint={t('register.passwordHint', { count: shortest })}
        problem={isTried && isShort ? t('problem.password') : undefined}
      />
    </SignForm>
  )
}
