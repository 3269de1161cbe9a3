'use client'
import { useQuery } from '@tanstack/react-query'
import { api } from '../shell/api.ts'
import { useLastSegment } from '../shell/browser-location.ts'
import { useOrderNews } from './order-news.ts'

/** The order behind the signed link in the address bar. */
export function useLinkedOrder() {
  const token = useLastSegment()
  const order = useQuery({
    queryKey: ['link', token],
    queryFn: () => api.openLink({ token: token ?? '' }),
    enabled: token !== null && token !== '',
    staleTime: 0,
  })
  useOrderNews(order.data?.id, token ?? '')
  return { token: token ?? '', order }
}
