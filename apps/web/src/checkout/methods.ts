import type { MethodOffer, PaymentMethod } from '@fashionistas/contract'
import type { z } from 'zod'

export type Offer = z.infer<typeof MethodOffer>
type Method = z.infer<typeof PaymentMethod>

/** What a phone in Colombia does most easily comes first. */
const order: readonly Method[] = ['nequi', 'pse', 'card', 'bancolombia_transfer', 'bancolombia_qr', 'daviplata', 'cash_voucher']

export const inOrder = (offers: readonly Offer[]): readonly Offer[] => offers.toSorted((a, b) => order.indexOf(a.method) - order.indexOf(b.method))
