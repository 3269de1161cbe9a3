import type { OwnProduct } from '@fashionistas/bench/src/cluster/own-product.ts'
import { textAt, valueAt } from '@fashionistas/bench/src/lines.ts'

export type Charged = { readonly id: string; readonly reference: string; readonly status: string }

/** What the payment company itself has in its books: the simulator's own state, asked over its own address. */
export async function companyBooks(product: OwnProduct): Promise<readonly Charged[]> {
  const answer = await fetch(`${address(product)}/_sim/transactions`)
  const transactions: unknown = await answer.json()
  if (!Array.isArray(transactions)) throw new Error(`the payment company answered ${answer.status}`)
  return transactions.map((each) => ({ id: textAt(each, 'id'), reference: textAt(each, 'reference'), status: textAt(each, 'status') }))
}

/** The payer pays once more under the same reference, as Wompi's page lets people do. */
export async function payAgain(product: OwnProduct, reference: string): Promise<void> {
  const paid = (await companyBooks(product)).find((each) => each.reference === reference && each.status === 'APPROVED')
  if (!paid) throw new Error(`the payment company has nothing approved under ${reference}`)
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${address(product)}/_sim/transactions/${paid.id}/approve-again`, { method: 'POST', headers, body: '{}' })
  if (!answer.ok) throw new Error(`the payment company answered ${answer.status}`)
}

/**
 * Wompi repeats a webhook that nobody took after half an hour: here it comes at once, in its own bytes. A second payment under one
 * reference is told by nothing else, since nobody asks about a reference that is paid.
 */
export async function tellAgain(product: OwnProduct, ids: readonly string[]): Promise<void> {
  const deliveries: unknown = await (await fetch(`${address(product)}/_sim/events`)).json()
  if (!Array.isArray(deliveries)) throw new Error('the payment company has no list of its webhooks')
  for (const delivery of deliveries) {
    const body = textAt(delivery, 'body')
    if (!ids.some((id) => body.includes(id))) continue
    const headers = new Headers({ 'content-type': 'application/json', ...headersOf(delivery) })
    await fetch(`${product.url}/webhooks/wompi`, { method: 'POST', body, headers })
  }
}

function headersOf(delivery: unknown): Readonly<Record<string, string>> {
  const headers = valueAt(delivery, 'headers')
  return typeof headers === 'object' && headers !== null
    ? Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
    : {}
}

const address = ({ env }: OwnProduct): string => new URL(env['WOMPI_BASE_URL'] ?? '').origin
