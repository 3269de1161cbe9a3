'use client'
import type { Text } from '@fashionistas/contract'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { textOf } from '../shell/locale.ts'
import { useReaderLocale } from '../shell/use-paths.ts'
import styles from './account.module.css'
import { useSign } from './use-sign.ts'

type DemoPerson = { readonly label: Text; readonly name: string; readonly email: string; readonly password: string }

/** Outside production the api offers its demo people; anywhere else this is nothing. */
export function DemoSignIns({ onEntered }: { readonly onEntered: () => Promise<void> }) {
  const t = useTranslations('account')
  const locale = useReaderLocale()
  const { data } = useQuery({ queryKey: ['demo'], queryFn: demoSignIns, retry: false, staleTime: Number.POSITIVE_INFINITY })
  const enter = useSign('sign-in/email', onEntered)
  if (!data || data.length === 0) return null
  return (
    <aside className={styles.demo} aria-labelledby="demo">
      <h2 id="demo" className={styles.demoTitle}>
        {t('demo.title')}
      </h2>
      <p className={styles.muted}>{t('demo.detail')}</p>
      <ul>
        {data.map(({ label, name, email, password }) => (
          <li key={email}>
            <button type="button" onClick={() => enter.send({ email, password })}>
              {name} <span className={styles.muted}>{textOf(label, locale)}</span>
            </button>
          </li>
        ))}
      </ul>
      {enter.problem ? (
        <p className={styles.problem} role="alert">
          {enter.problem}
        </p>
      ) : null}
    </aside>
  )
}

async function demoSignIns(): Promise<readonly DemoPerson[]> {
  const response = await fetch('/dev/sign-ins')
  const body: unknown = response.ok ? await response.json() : {}
  if (typeof body !== 'object' || body === null || !('data' in body) || !Array.isArray(body.data)) return []
  const people: readonly unknown[] = body.data
  return people.filter(isDemoPerson)
}

const isDemoPerson = (person: unknown): person is DemoPerson =>
  typeof person === 'object' &&
  person !== null &&
  ['name', 'email', 'password'].every((name) => typeof Reflect.get(person, name) === 'string') &&
  'label' in person &&
  typeof person.label === 'object' &&
  person.label !== null &&
  'es' in person.label
