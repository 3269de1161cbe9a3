import type { Gateway } from '../gateway.ts'
import { valueAt } from '../lines.ts'
import type { OwnProduct } from './own-product.ts'

const askedAtOnce = 32
const unserved = `select count(*) from unnest($1::uuid[]) told(id)
  where not exists (select from tickets t join orders o on o.id = t.order_id where o.id = told.id and o.state = 'paid' and t.state = 'active')`
const charged = `select p.reference, (o.state = 'paid' and o.paid_with = p.id) or exists (select from refunds where payment_id = p.id) as "isSettled"
  from payments p join orders o on o.id = p.order_id where p.event_id = $1`

/** Buyers who were told of tickets that they do not have, and payments that the company took for neither tickets nor a refund. */
export async function countLost({ database }: OwnProduct, gateway: Gateway, eventId: string, toldPaid: readonly string[]): Promise<number> {
  const { rows } = await database.query<{ count: string }>(`select (${unserved}) as count`, [toldPaid])
  const { rows: payments } = await database.query<{ reference: string; isSettled: boolean }>(charged, [eventId])
  const open = payments.filter(({ isSettled }) => !isSettled)
  let lost = Number(rows[0]?.count)
  for (let at = 0; at < open.length; at += askedAtOnce) {
    const taken = await Promise.all(open.slice(at, at + askedAtOnce).map(({ reference }) => wasTaken(gateway, reference)))
    lost += taken.filter(Boolean).length
  }
  return lost
}

async function wasTaken({ url, secret }: Gateway, reference: string): Promise<boolean> {
  const answer = await fetch(`${url}/v1/payments?reference=${encodeURIComponent(reference)}`, { headers: { authorization: `Bearer ${secret}` } })
  const found = valueAt(await answer.json(), 'data')
  return Array.isArray(found) && found.some((payment) => valueAt(payment, 'status') === 'succeeded')
}
