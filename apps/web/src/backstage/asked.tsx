'use client'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorState, LoadingLine } from '../shell/states.tsx'

/** What was asked for, in the three ways it can stand; what is shown stays while newer figures are on their way. */
export function Asked<Answer>({ query, children }: { readonly query: UseQueryResult<Answer>; readonly children: (answer: Answer) => ReactNode }) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  return <LoadingLine />
}
