'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useProblem } from './problem.ts'
import styles from './states.module.css'

/** Work under way: a running stitch, and words for those who listen. */
export function LoadingLine({ label }: { readonly label?: string }) {
  const t = useTranslations('shell')
  return (
    <div role="status" className={styles.loading}>
      <span className={styles.stitch} aria-hidden="true" />
      <span className="unseen">{label ?? t('loading')}</span>
    </div>
  )
}

/** Grey places where lines will be, with the size that they will have. */
export function Skeletons({ rows = 3, height = 96 }: { readonly rows?: number; readonly height?: number }) {
  return (
    <div>
      <LoadingLine />
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={styles.skeleton} style={{ height }} aria-hidden="true" />
      ))}
    </div>
  )
}

/** Nothing here yet: says what it will look like, and the one next step. */
export function EmptyState({ title, children, action }: { readonly title: string; readonly children?: ReactNode; readonly action?: ReactNode }) {
  return (
    <div className={styles.state}>
      <h2 className={styles.title}>{title}</h2>
      {children ? <div className={styles.words}>{children}</div> : null}
      {action ? <div className={styles.action}>{action}</div> : null}
    </div>
  )
}

/** It went wrong: what happened, what it means, and a way on. */
export function ErrorState({ error, onRetry, children }: { readonly error: unknown; readonly onRetry?: () => void; readonly children?: ReactNode }) {
  const t = useTranslations('shell')
  const { title, detail } = useProblem()(error)
  return (
    <div className={styles.state} role="alert">
      <h2 className={styles.title}>{title}</h2>
      <div className={styles.words}>{detail}</div>
      <div className={styles.action}>
        {onRetry ? (
          <button type="button" className={styles.retry} onClick={onRetry}>
            {t('retry')}
          </button>
        ) : null}
        {children}
      </div>
    </div>
  )
}
