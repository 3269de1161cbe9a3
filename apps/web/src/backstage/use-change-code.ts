'use client'
import type { PromoCode } from '@fashionistas/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../shell/api.ts'
import type { limitsToSend } from './code-limits.tsx'
import { queryKeys } from './query-keys.ts'
import { tell, useTellFailure } from './use-tell.ts'

type Change = Partial<ReturnType<typeof limitsToSend>> & { readonly isActive?: boolean }

/** Changes one code. Who changes an older state of it is told so by the api, and sees the newer one. */
export function useChangeCode({ id, eventId, version }: PromoCode, said: string) {
  const queries = useQueryClient()
  const tellFailure = useTellFailure()
  return useMutation({
    mutationFn: (change: Change) => api.changeCode({ eventId, codeId: id, ...change }, { ifMatch: version }),
    onSuccess: () => tell(said),
    onError: tellFailure,
    onSettled: () => queries.invalidateQueries({ queryKey: queryKeys.codes(eventId) }),
  })
}
