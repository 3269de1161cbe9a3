'use client'
import type { Me } from '@fashionistas/contract'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { api } from '../shell/api.ts'
import { useBrowserPath } from '../shell/browser-location.ts'
import { ChoiceField, TextField } from '../shell/fields.tsx'
import { formatPhone } from '../shell/format.ts'
import { isLocale } from '../shell/locale.ts'
import { useForgetMe } from '../shell/me.ts'
import { inLocale } from '../shell/paths.ts'
import { useProblem } from '../shell/problem.ts'
import { useReaderLocale } from '../shell/use-paths.ts'
import styles from './account.module.css'
import { SignForm } from './sign-form.tsx'

/** Name and language; email and phone are changed by proving them. */
export function Profile({ user }: { readonly user: NonNullable<Me['user']> }) {
  const t = useTranslations('account')
  const problem = useProblem()
  const forget = useForgetMe()
  const path = useBrowserPath()
  const reading = useReaderLocale()
  const [name, setName] = useState(user.name)
  const [locale, setLocale] = useState<string>(user.locale)
  const save = useMutation({
    mutationFn: () => api.changeMe({ name: name.trim(), ...(isLocale(locale) ? { locale } : {}) }),
    onSuccess: async (changed) => {
      await forget()
      if (changed.locale !== reading && path) window.location.assign(inLocale(path, changed.locale))
    },
  })
  const told = save.error ? problem(save.error) : undefined
  return (
    <section aria-labelledby="profile" className={styles.narrow}>
      <h2 id="profile" className={styles.heading}>
        {t('profile.title')}
      </h2>
      <p className={styles.muted}>
        {user.email}
        {user.emailVerified ? ` (${t('profile.verified')})` : ''}
        {user.phone ? ` · ${formatPhone(user.phone)}` : ''}
      </p>
      <SignForm
        send={t('profile.save')}
        isPending={save.isPending}
        problem={told ? `${told.title}. ${told.detail}` : undefined}
        done={save.isSuccess ? t('profile.saved') : undefined}
        onSend={() => {
          if (!save.isPending) save.mutate()
        }}
      >
        <TextField label={t('name')} autoComplete="name" required maxLength={120} value={name} onText={setName} />
        <ChoiceField
          label={t('profile.language')}
          value={locale}
          onText={setLocale}
          options={[
            { value: 'es-CO', label: 'Español' },
            { value: 'en', label: 'English' },
          ]}
          hint={t('profile.languageHint')}
        />
      </SignForm>
    </section>
  )
}
