'use client'
import type { OrderView } from '@fashionistas/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { api } from '../shell/api.ts'
import buttons from '../shell/button.module.css'
import { TextField } from '../shell/fields.tsx'
import { useProblem } from '../shell/problem.ts'
import styles from './order-page.module.css'

/** Who goes with which ticket; only the names that changed are sent. */
export function HolderNames({ order, token }: { readonly order: OrderView; readonly token: string }) {
  const t = useTranslations('tickets')
  const problem = useProblem()
  const queries = useQueryClient()
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const tickets = order.tickets.filter(({ state, admittedAt }) => state === 'active' && admittedAt === null)
  const changed = tickets.flatMap(({ id, holderName }) => {
    const name = typed[id]?.trim() ?? ''
    return name.length >= 2 && name !== holderName ? [{ ticketId: id, name }] : []
  })
  const save = useMutation({
    mutationFn: () => api.changeOrder({ orderId: order.id, token, holders: changed }, { ifMatch: order.version }),
    onSuccess: () => {
      setTyped({})
      return queries.invalidateQueries({ queryKey: ['link'] })
    },
  })
  if (tickets.length === 0) return null
  return (
    <details className={styles.details}>
      <summary>{t('names')}</summary>
      <form
        className={styles.names}
        onSubmit={(event) => {
          event.preventDefault()
          if (changed.length > 0 && !save.isPending) save.mutate()
        }}
      >
        {tickets.map((ticket, place) => (
          <TextField
            key={ticket.id}
            label={t('nameOf', { number: place + 1, code: ticket.code })}
            value={typed[ticket.id] ?? ticket.holderName ?? ''}
            onText={(text) => setTyped({ ...typed, [ticket.id]: text })}
            autoComplete="off"
            maxLength={120}
          />
        ))}
        <p>
          <button type="submit" className={buttons.secondary} aria-disabled={save.isPending}>
            {t('saveNames')}
          </button>
        </p>
        <p role="status" className={styles.muted}>
          {save.isSuccess
            ? t('namesSaved')
            : save.error
              ? `${problem(save.error).title}. ${problem(save.error).detail}`
              : changed.length === 0
                ? t('namesHint')
                : ''}
        </p>
      </form>
    </details>
  )
}
