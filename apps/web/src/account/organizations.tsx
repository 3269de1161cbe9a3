'use client'
import type { Me } from '@fashionistas/contract'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import { api } from '../shell/api.ts'
import { TextField } from '../shell/fields.tsx'
import { useForgetMe } from '../shell/me.ts'
import { useProblem } from '../shell/problem.ts'
import { usePaths } from '../shell/use-paths.ts'
import styles from './account.module.css'
import { SignForm } from './sign-form.tsx'

/** Organizations one belongs to, and founding one. */
export function Organizations({ memberships }: { readonly memberships: Me['memberships'] }) {
  const t = useTranslations('account')
  const paths = usePaths()
  return (
    <section aria-labelledby="organizations" className={styles.narrow}>
      <h2 id="organizations" className={styles.heading}>
        {t('organizations.title')}
      </h2>
      {memberships.length === 0 ? (
        <p className={styles.muted}>{t('organizations.none')}</p>
      ) : (
        <ul className={styles.plain}>
          {memberships.map(({ organizationId, organizationName, role }) => (
            <li key={organizationId}>
              <Link href={`${paths.panel()}?org=${organizationId}`} prefetch={false}>
                {organizationName}
              </Link>{' '}
              <span className={styles.muted}>{t(`role.${role}`)}</span>
            </li>
          ))}
        </ul>
      )}
      <details open={memberships.length === 0}>
        <summary className={styles.summary}>{t('organizations.found')}</summary>
        <FoundOrganization />
      </details>
    </section>
  )
}

function FoundOrganization() {
  const t = useTranslations('account')
  const problem = useProblem()
  const paths = usePaths()
  const router = useRouter()
  const forget = useForgetMe()
  const [name, setName] = useState('')
  const [city, setCity] = useState('')
  const key = useRef<string | null>(null) // one key for this form: a doubled click founds one organization
  const found = useMutation({
    mutationFn: () => {
      key.current ??= crypto.randomUUID()
      return api.createOrganization(
        { name: name.trim(), kind: 'organizer', ...(city.trim() === '' ? {} : { city: city.trim() }) },
        { idempotencyKey: key.current },
      )
    },
    onError: () => {
      key.current = null
    },
    onSuccess: async ({ id }) => {
      await forget()
      router.push(`${paths.panel()}?org=${id}`)
    },
  })
  const told = found.error ? problem(found.error) : undefined
  return (
    <SignForm
      send={t('organizations.send')}
      isPending={found.isPending}
      problem={told ? `${told.title}. ${told.detail}` : undefined}
      onSend={() => {
        if (!found.isPending) found.mutate()
      }}
    >
      <TextField
        label={t('organizations.name')}
        autoComplete="organization"
        required
        minLength={2}
        maxLength={120}
        value={name}
        onText={setName}
        hint={t('organizations.nameHint')}
      />
      <TextField label={t('organizations.city')} autoComplete="address-level2" isOptional maxLength={80} value={city} onText={setCity} />
    </SignForm>
  )
}
