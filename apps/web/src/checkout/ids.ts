import type { OrderId as OrderIdType, PaymentId as PaymentIdType } from '@fashionistas/contract'

// The browser keeps ids as plain text (addresses, sessionStorage); the api checks each one again, so naming the brand here is enough.
export const OrderId = (text: string): OrderIdType => text as OrderIdType
export const PaymentId = (text: string): PaymentIdType => text as PaymentIdType
