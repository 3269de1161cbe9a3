'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import styles from './account.module.css'
import { useSign } from './use-sign.ts'

type DemoPerson = { readonly role: string; readonly name: string; readonly email: string; readonly password: string }

/** Outside production the api offers its demo people; anywhere else this is nothing. */
export function DemoSignIns({ onEntered }: { readonly onEntered: () => Promise<void> }) {
  const t = useTranslations('account')
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
        {data.map(({ role, name, email, password }) => (
          <li key={email}>
            <button type="button" onClick={() => enter.send({ email, password })}>
              {name} <span className={styles.muted}>{role}</span>
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
  ['role', 'name', 'email', 'password'].every((name) => typeof Reflect.get(person, name) === 'string')
