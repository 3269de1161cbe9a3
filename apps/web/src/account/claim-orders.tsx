'use client'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { api } from '../shell/api.ts'
import buttons from '../shell/button.module.css'
import { useForgetMe } from '../shell/me.ts'
import { useProblem } from '../shell/problem.ts'
import styles from './account.module.css'

/** Purchases made as a guest with the same verified email or phone. */
export function ClaimOrders({ count }: { readonly count: number }) {
  const t = useTranslations('account')
  const problem = useProblem()
  const forget = useForgetMe()
  const claim = useMutation({ mutationFn: () => api.claimOrders({}), onSuccess: forget })
  return (
    <section className={styles.note} aria-label={t('claim.title', { count })}>
      <p>
        <strong>{t('claim.title', { count })}</strong>
      </p>
      <p>{t('claim.detail')}</p>
      {claim.error ? (
        <p role="alert">
          {problem(claim.error).title}. {problem(claim.error).detail}
        </p>
      ) : null}
      <p>
        <button
          type="button"
          className={buttons.secondary}
          aria-disabled={claim.isPending}
          onClick={() => {
            if (!claim.isPending) claim.mutate()
          }}
        >
          {t('claim.send')}
        </button>
      </p>
    </section>
  )
}
