'use client'
import type { EventId, OrderView, Question, Quote } from '@fashionistas/contract'
import { useMutation } from '@tanstack/react-query'
import { api } from '../shell/api.ts'
import { useReaderLocale } from '../shell/use-paths.ts'
import { answersOf } from './answers.ts'
import { buyerOf } from './buyer.ts'
import type { Form } from './kept-form.ts'
import { keyFor } from './request-key.ts'
import type { Wanted } from './wanted.ts'

type Ask = { readonly quote: Quote; readonly wanted: readonly Wanted[]; readonly questions: readonly Question[] }

/** Holds the tickets. However often it is sent, the same form makes one order. */
export function usePlaceOrder(eventId: EventId, form: Form, change: (changes: Form) => void, onPlaced: (order: OrderView) => void) {
  const locale = useReaderLocale()
  return useMutation({
    mutationFn: async ({ quote, wanted, questions }: Ask) => {
      const request = {
        eventId,
        lines: [...wanted],
        ...(quote.promoCode === null ? {} : { promoCode: quote.promoCode }),
        answers: answersOf(form, questions),
        quoteHash: quote.hash,
        buyer: buyerOf(form),
        locale,
        consents: { terms: true as const, personalData: true as const, marketing: form['marketing'] === 'yes' },
      }
      const { key, keep } = keyFor(form, 'order', request, () => crypto.randomUUID())
      change(keep)
      return await api.placeOrder(request, { idempotencyKey: key })
    },
    onSuccess: (order) => {
      change({ orderId: order.id, orderToken: tokenIn(order.link) })
      onPlaced(order)
    },
  })
}

/** The token in an order's signed link, be it a whole address or a path. */
export const tokenIn = (link: string | null): string => decodeURIComponent(link?.split(/[?#]/)[0]?.split('/').at(-1) ?? '')
