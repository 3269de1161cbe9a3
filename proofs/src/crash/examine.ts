import { audit, auditMessages } from '@fashionistas/bench/src/audit.ts'
import type { OwnProduct } from '@fashionistas/bench/src/cluster/own-product.ts'
import { NotInTime, until } from '@fashionistas/bench/src/cluster/patience.ts'
import type { EventOnSale } from '@fashionistas/bench/src/organizer.ts'
import { companyBooks, tellAgain, type Charged } from './company.ts'
import type { Told } from './shopper.ts'

/** A refund that was under way when its worker died is taken up again after two minutes. */
const settledWithinMs = 240_000

/** What every question below may look into: what the company confirmed, the run's event, and who was told that they have tickets. */
const given = `with company(id) as (select unnest($1::text[])), run(event_id) as (select $2::uuid), told(id) as (select unnest($3::uuid[]))`

/** Each counts what is still on its way. */
const unsettled: Readonly<Record<string, string>> = {
  'happenings wait': `select count(*) from outbox where position is null`,
  'things happened just now': `select count(*) from outbox where occurred_at > now() - interval '2 seconds'`,
  'webhooks wait': `select count(*) from webhook_inbox where worked_at is null`,
  'refunds wait': `select count(*) from refunds where state in ('approved', 'processing')`,
  'confirmed payments are not known yet': `select count(*) from company
    where not exists (select from payments where provider_ref = company.id and state = 'succeeded')`,
}

const paidTwice = `select id from unnest($1::text[], $2::text[]) company(id, reference)
  where not exists (select from payments where provider_ref = company.id) and exists (select from payments p where p.reference = company.reference and p.state = 'succeeded')`

/** Waits until everything that the company confirmed has come to its end here. */
export async function settled(product: OwnProduct): Promise<readonly string[]> {
  const waiting = async (): Promise<string | undefined> => {
    const confirmed = (await companyBooks(product)).filter(isConfirmed)
    const twice = await product.database.query<{ id: string }>(paidTwice, [idsOf(confirmed), confirmed.map(({ reference }) => reference)])
    if (twice.rows.length > 0) await tellAgain(product, idsOf(twice.rows))
    for (const [what, question] of Object.entries(unsettled)) {
      const found = await count(product, question, { confirmed: idsOf(confirmed) })
      if (found > 0) return `${found} ${what}`
    }
    return undefined
  }
  try {
    await until(settledWithinMs, waiting)
    return []
  } catch (error) {
    if (!(error instanceof NotInTime)) throw error
    return [`not settled ${error.message}`]
  }
}

/** Each counts what must not be. */
const mustBeNone: Readonly<Record<string, string>> = {
  'confirmed payments that ended neither as tickets nor as a refund': `select count(*) from company
    where not exists (select from payments p join orders o on o.id = p.order_id where p.provider_ref = company.id
      and ((o.state = 'paid' and o.paid_with = p.id and exists (select from tickets where order_id = o.id and state = 'active'))
        or exists (select from refunds where payment_id = p.id and amount_minor = p.amount_minor)))`,
  'payments that both bought tickets and were given back': `select count(*) from orders o join refunds r on r.payment_id = o.paid_with where o.state = 'paid'`,
  'payments that the company never confirmed': `select count(*) from payments p where p.state = 'succeeded'
    and not exists (select from company where company.id = p.provider_ref)`,
  'buyers with two orders for one wish': `select count(*) from (select from orders where event_id in (select event_id from run) group by buyer_email having count(*) > 1) t`,
  'buyers told that they have tickets who have none': `select count(*) from told
    where not exists (select from orders o join tickets t on t.order_id = o.id where o.id = told.id and o.state = 'paid' and t.state = 'active')`,
}

/** Looks at one run: what the company confirmed, what buyers were told, and what the rows say must be one story. */
export async function examine(product: OwnProduct, { eventId }: EventOnSale, told: readonly Told[]): Promise<readonly string[]> {
  const { database } = product
  const confirmed = idsOf((await companyBooks(product)).filter(isConfirmed))
  const paid = told.flatMap(({ outcome, orderId }) => (outcome === 'paid' && orderId ? [orderId] : []))
  const problems = [...(await audit(database, [eventId])).problems, ...(await auditMessages(database, [eventId]))]
  for (const [what, question] of Object.entries(mustBeNone)) {
    const found = await count(product, question, { confirmed, eventId, paid })
    if (found > 0) problems.push(`${found} ${what}`)
  }
  return problems
}

const isConfirmed = ({ status }: Charged): boolean => status === 'APPROVED'
const idsOf = (rows: readonly { readonly id: string }[]): readonly string[] => rows.map(({ id }) => id)

type Given = { readonly confirmed: readonly string[]; readonly eventId?: string; readonly paid?: readonly string[] }

async function count({ database }: OwnProduct, question: string, { confirmed, eventId, paid = [] }: Given): Promise<number> {
  const { rows } = await database.query<{ count: string }>(`${given} select (${question}) as count`, [confirmed, eventId ?? null, paid])
  return Number(rows[0]?.count)
}
