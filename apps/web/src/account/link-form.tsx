'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { TextField } from '../shell/fields.tsx'
import { SignForm } from './sign-form.tsx'
import { useSign } from './use-sign.ts'

/** A link by email that signs in when it is opened. */
export function LinkForm({ then }: { readonly then: string }) {
  const t = useTranslations('account')
  const [email, setEmail] = useState('')
  const ask = useSign('sign-in/magic-link', () => undefined)
  return (
    <SignForm
      send={t('signIn.sendLink')}
      isPending={ask.isPending}
      problem={ask.problem}
      done={ask.isDone ? t('signIn.linkSent') : undefined}
      onSend={() => ask.send({ email: email.trim(), callbackURL: then })}
    >
      <TextField
        label={t('email')}
        name="email"
        type="email"
        autoComplete="email"
        inputMode="email"
        required
        value={email}
        onText={setEmail}
        hint={t('signIn.linkHint')}
      />
    </SignForm>
  )
}
