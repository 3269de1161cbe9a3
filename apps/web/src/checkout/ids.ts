import type { OrderId } from '@fashionistas/contract'

/** An order's id as the browser keeps it between reloads: plain text, so its shape is looked at before it is used again. */
export const isOrderId = (text: string | undefined): text is OrderId => text !== undefined && /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)
