'use client'
import type { ReactNode } from 'react'
import buttons from '../shell/button.module.css'
import styles from './account.module.css'

type Props = {
  readonly onSend: () => void
  readonly isPending: boolean
  readonly problem?: string | undefined
  readonly done?: string | undefined
  readonly send: string
  readonly children: ReactNode
}

/** A short form with one button, its problem and its answer. `post`: sent before the scripts are there, a password must not land in the address. */
export function SignForm({ onSend, isPending, problem, done, send, children }: Props) {
  return (
    <form
      method="post"
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        onSend()
      }}
    >
      {children}
      {problem ? (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      ) : null}
      <p role="status" className={styles.done}>
        {done ?? ''}
      </p>
      <button type="submit" className={buttons.primary} aria-disabled={isPending}>
        {send}
      </button>
    </form>
  )
}
