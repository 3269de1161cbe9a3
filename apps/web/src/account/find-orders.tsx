'use client'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { api } from '../shell/api.ts'
import { TextField } from '../shell/fields.tsx'
import { useProblem } from '../shell/problem.ts'
import { usePaths, useReaderLocale } from '../shell/use-paths.ts'
import { phoneOf } from '../checkout/phone.ts'
import styles from './account.module.css'
import { SignForm } from './sign-form.tsx'

/** For who bought without an account: the links go to the email or phone of the purchase. The answer is the same whether there are any. */
export function FindOrders() {
  const t = useTranslations('account')
  const paths = usePaths()
  const locale = useReaderLocale()
  const problem = useProblem()
  const [contact, setContact] = useState('')
  const find = useMutation({
    mutationFn: () => api.findMyOrders({ contact: contact.includes('@') ? contact.trim() : (phoneOf(contact) ?? contact.trim()), locale }),
  })
  const told = find.error ? problem(find.error) : undefined
  return (
    <div className={styles.narrow}>
      <p className={styles.lead}>{t('find.lead')}</p>
      <SignForm
        send={t('find.send')}
        isPending={find.isPending}
        problem={told ? `${told.title}. ${told.detail}` : undefined}
        done={find.isSuccess ? t('find.sent') : undefined}
        onSend={() => {
          if (!find.isPending) find.mutate()
        }}
      >
        <TextField label={t('find.contact')} value={contact} onText={setContact} required minLength={5} autoComplete="email" hint={t('find.hint')} />
      </SignForm>
      <p className={styles.muted}>
        {t('find.orSignIn')} <Link href={paths.signIn(paths.myTickets())}>{t('signIn.enter')}</Link>
      </p>
    </div>
  )
}
