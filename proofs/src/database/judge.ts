import type { Ground } from '../faults/ground.ts'
import { examineBooks } from '../faults/money-rows.ts'
import { until } from '../faults/until.ts'
import type { Crowd } from './crowd.ts'

/** Every order that was taken is paid and has its ticket; nobody was told of a fault of ours. */
export async function judge({ database }: Ground, { paid, statuses, unclear }: Crowd): Promise<readonly string[]> {
  await until(
    'every order has its ticket',
    async () => {
      const { rows } = await database.query<{ count: string }>(
        `select count(*) from orders o where id = any($1) and state = 'paid' and exists (select from tickets where order_id = o.id)`,
        [[...paid]],
      )
      return Number(rows[0]?.count) === new Set(paid).size
    },
    60_000,
  )
  const faults = Object.keys(statuses).filter((status) => Number(status) >= 500 && status !== '503')
  return [
    ...faults.map((status) => `${statuses[status]} answers of ${status}`),
    ...((statuses['0'] ?? 0) > 0 ? [`${statuses['0']} lines were cut`] : []),
    ...(unclear > 0 ? [`${unclear} answers of 503 without a clear word`] : []),
    ...(await examineBooks(database)),
  ]
}
