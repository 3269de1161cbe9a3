'use client'
import type { OrderView } from '@fashionistas/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../shell/api.ts'
import { cardToken } from './card.ts'
import type { Form } from './kept-form.ts'
import type { Offer } from './methods.ts'
import { nequiOf } from './phone.ts'
import { keyFor } from './request-key.ts'
import { goTo } from './go-to.ts'

type Card = { readonly number: string; readonly holder: string; readonly expiry: string; readonly cvc: string; readonly installments: string }
type Given = {
  readonly offer: Offer
  readonly order: OrderView
  readonly token: string
  readonly form: Form
  readonly change: (changes: Form) => void
  readonly card: Card
}

/** The provider would not make a token of this card: no charge was tried. */
export class CardRefused extends Error {}

/** Charges the order once, however often the button is pressed, and follows a redirect at once. */
export function useStartPayment({ offer, order, token, form, change, card }: Given) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async () => {
      const details = await detailsOf({ offer, order, form, card })
      // The attempts so far are part of the request: after a "no" the same choice is a new payment, not an echo of the old one.
      const { key, keep } = keyFor(form, 'payment', [order.id, order.payments.length, offer.method, offer.provider, details], () =>
        crypto.randomUUID(),
      )
      change(keep)
      return await api.startPayment(
        { orderId: order.id, token, method: offer.method, provider: offer.provider, acceptances: offer.acceptances, details },
        { idempotencyKey: key },
      )
    },
    onSuccess: async (payment) => {
      change({ paymentId: payment.id })
      await queries.invalidateQueries({ queryKey: ['order', order.id] })
      if (payment.next?.kind === 'redirect') goTo(payment.next.url)
    },
  })
}

async function detailsOf({ offer, order, form, card }: Pick<Given, 'offer' | 'order' | 'form' | 'card'>) {
  const document = { documentType: form['documentType'] ?? 'CC', documentNumber: (form['documentNumber'] ?? '').replaceAll(/[.\s]/g, '') }
  switch (offer.method) {
    case 'nequi':
      return { nequiPhone: nequiOf(form['nequiPhone'] ?? order.buyer.phone) ?? '' }
    case 'pse':
      return { bankCode: form['bankCode'] ?? '', userType: form['userType'] === '1' ? ('1' as const) : ('0' as const), ...document }
    case 'daviplata':
      return document
    case 'card': {
      if (!offer.cardTokens) return {}
      const made = await cardToken(card, offer.cardTokens)
      if (made === undefined) throw new CardRefused()
      return { cardToken: made, installments: card.installments }
    }
    case 'bancolombia_transfer':
    case 'bancolombia_qr':
    case 'cash_voucher':
      return {}
  }
}
