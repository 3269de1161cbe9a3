import type { OrderId as OrderIdType } from '@fashionistas/contract'

/** The browser keeps an order's id as plain text (sessionStorage); the api checks it again, so naming the brand here is enough. */
export const OrderId = (text: string): OrderIdType => text as OrderIdType
