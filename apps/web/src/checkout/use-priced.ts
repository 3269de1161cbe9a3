'use client'
import type { EventId } from '@fashionistas/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '../shell/api.ts'
import { useCodeInAddress } from '../shell/promo-code.ts'
import type { Form } from './kept-form.ts'
import { priceWithCode, takeFromLink } from './promo-code.ts'
import type { Wanted } from './wanted.ts'

type Kept = { readonly form: Form; readonly change: (changes: Form) => void }

/** The price of what is wanted now, with the code of the form or of the link that led here; `refused` is a code that the holding said no to. */
export function usePriced(eventId: EventId, wanted: readonly Wanted[], { form, change }: Kept, refused: string | undefined) {
  const linked = useCodeInAddress()
  useEffect(() => {
    const taken = takeFromLink(form, linked)
    if (taken) change(taken)
  }, [form, linked, change])
  const code = form['code'] === refused ? '' : (form['code'] ?? '')
  return useQuery({
    queryKey: ['quote', eventId, wanted, code],
    queryFn: () => priceWithCode((promoCode) => api.quoteOrder({ eventId, lines: [...wanted], ...(promoCode ? { promoCode } : {}) }), code),
    enabled: wanted.length > 0,
    staleTime: 0,
    placeholderData: keepPreviousData,
  })
}
