'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { api } from './api.ts'

/** Who is here; `user` is null for a guest. Nobody is known while the static page is being taken over, or React would find another page than the server's. */
export function useMe() {
  const { data, error, refetch } = useQuery({ queryKey: ['me'], queryFn: () => api.getMe({}), staleTime: 60_000 })
  const isTakenOver = useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  )
  return isTakenOver ? { data, error, refetch } : { data: undefined, error: null, refetch }
}

/** After signing in or out: everything that was asked before was asked by someone else. */
export function useForgetMe(): () => Promise<void> {
  const queries = useQueryClient()
  return async () => {
    await queries.resetQueries()
  }
}

const neverChanges = () => () => undefined
