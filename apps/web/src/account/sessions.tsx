'use client'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { api } from '../shell/api.ts'
import buttons from '../shell/button.module.css'
import { formatDateTime } from '../shell/format.ts'
import { homeZone } from '../shell/locale.ts'
import { useProblem } from '../shell/problem.ts'
import { ErrorState, Skeletons } from '../shell/states.tsx'
import { useReaderLocale } from '../shell/use-paths.ts'
import styles from './account.module.css'
import { deviceOf } from './device.ts'

/** Where this account is open; any of them can be ended at once. */
export function Sessions() {
  const t = useTranslations('account')
  const locale = useReaderLocale()
  const problem = useProblem()
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: () => api.listSessions({}) })
  const end = useMutation({ mutationFn: (sessionId: string) => api.revokeSession({ sessionId }), onSuccess: () => sessions.refetch() })
  return (
    <section aria-labelledby="sessions" className={styles.narrow}>
      <h2 id="sessions" className={styles.heading}>
        {t('sessions.title')}
      </h2>
      {sessions.error ? (
        <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />
      ) : !sessions.data ? (
        <Skeletons rows={2} height={64} />
      ) : (
        <ul className={styles.plain}>
          {sessions.data.data.map(({ id, isCurrent, createdAt, userAgent, ipAddress }) => (
            <li key={id} className={styles.session}>
              <div>
                <p>
                  <strong>{deviceOf(userAgent) ?? t('sessions.unknown')}</strong>
                  {isCurrent ? ` (${t('sessions.current')})` : ''}
                </p>
                <p className={styles.muted}>
                  {t('sessions.since', { date: formatDateTime(createdAt, homeZone, locale) })}
                  {ipAddress ? ` · ${ipAddress}` : ''}
                </p>
              </div>
              {isCurrent ? null : (
                <button
                  type="button"
                  className={buttons.quiet}
                  onClick={() => {
                    if (!end.isPending) end.mutate(id)
                  }}
                >
                  {t('sessions.end')}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {end.error ? (
        <p role="alert" className={styles.problem}>
          {problem(end.error).title}. {problem(end.error).detail}
        </p>
      ) : null}
    </section>
  )
}
