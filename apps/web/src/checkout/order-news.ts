'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useLive } from '../shell/live.ts'

/** Asks again for an order and its payments when the live stream says that something happened to them. */
export function useOrderNews(orderId: string | undefined, token: string): void {
  const queries = useQueryClient()
  useLive(
    orderId === undefined ? [] : [`order:${orderId}`],
    () => void Promise.all(['order', 'payment', 'link'].map((kind) => queries.invalidateQueries({ queryKey: [kind] }))),
    token,
  )
}
