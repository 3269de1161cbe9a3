'use client'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { api } from '../shell/api.ts'
import { useLastSegment } from '../shell/browser-location.ts'
import type { OpenedLink } from '../tickets/opened-link.ts'
import { useOrderNews } from './order-news.ts'

/** The order behind the signed link in the address bar; what came with the page stands there at once and is asked again. */
export function useLinkedOrder(opened?: OpenedLink) {
  const shown = useLastSegment()
  const token = shown ?? opened?.token ?? null
  const order = useQuery({
    queryKey: ['link', token],
    queryFn: () => api.openLink({ token: token ?? '' }),
    enabled: shown !== null && shown !== '',
    staleTime: 0,
    ...(opened && opened.token === token ? { placeholderData: opened.order } : {}),
  })
  useOrderNews(order.data?.id, token ?? '')
  // Deferred: a whole order is drawn in slices, between which the page answers to touches.
  return { token: token ?? '', order, data: useDeferredValue(order.data) }
}
