'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from './api.ts'

/** Who is here; `user` is null for a guest. */
export const useMe = () => useQuery({ queryKey: ['me'], queryFn: () => api.getMe({}), staleTime: 60_000 })

/** After signing in or out: everything that was asked before was asked by someone else. */
export function useForgetMe(): () => Promise<void> {
  const queries = useQueryClient()
  return async () => {
    await queries.resetQueries()
  }
}
