import type { Ground } from '../faults/ground.ts'
import { examineBooks } from '../faults/money-rows.ts'
import { until } from '../faults/until.ts'
import type { Crowd } from './crowd.ts'

const ticketsWithinMs = 60_000
const unserved = `select o.state || ' with ' || coalesce((select string_agg(p.state, ', ' order by p.attempt) from payments p where p.order_id = o.id), 'no payment') as story
  from orders o where id = any($1) and not (state = 'paid' and exists (select from tickets where order_id = o.id))`
const servedForNothing = `select count(*) from orders o where id = any($1)
  and (exists (select from tickets where order_id = o.id) or exists (select from payments where order_id = o.id and state = 'succeeded'))`

/** Every order that was taken is paid and has its ticket; none that was refused has any, or cost anything; nobody was told of a fault of ours. */
export async function judge({ database }: Ground, { paid, refused, statuses, unclear }: Crowd): Promise<readonly string[]> {
  const stories = async () => (await database.query<{ story: string }>(unserved, [[...paid]])).rows.map(({ story }) => story)
  await until('every order has its ticket', async () => (await stories()).length === 0, ticketsWithinMs).catch(() => {}) // told as what is missing
  const missing = Map.groupBy(await stories(), (story) => story)
  const { rows } = await database.query<{ count: string }>(servedForNothing, [[...refused]])
  const faults = Object.keys(statuses).filter((status) => Number(status) >= 500 && status !== '503')
  return [
    ...[...missing].map(([story, orders]) => `${orders.length} orders were taken, have no ticket and are ${story}`),
    ...(Number(rows[0]?.count) > 0 ? [`${rows[0]?.count} orders were refused and have tickets, or were charged`] : []),
    ...faults.map((status) => `${statuses[status]} answers of ${status}`),
    ...((statuses['0'] ?? 0) > 0 ? [`${statuses['0']} lines were cut`] : []),
    ...(unclear > 0 ? [`${unclear} answers of 503 without a clear word`] : []),
    ...(await examineBooks(database)),
  ]
}
