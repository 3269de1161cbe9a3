import type { OwnProduct } from './own-product.ts'
import { until } from './patience.ts'

/** The letters of a sold-out event are drawn one by one. */
const patienceMs = 300_000
const busy = `select count(*) as busy from outbox where position is null or occurred_at > now() - interval '2 seconds'`

/** Waits until nothing is left to hand on and nothing new happens: messages that go out are happenings of their own. */
export async function atRest({ database }: OwnProduct): Promise<void> {
  await until(patienceMs, async () => {
    const { rows } = await database.query<{ busy: string }>(busy)
    return Number(rows[0]?.busy) === 0 ? undefined : 'the product is still busy'
  })
}
