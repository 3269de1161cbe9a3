import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '#core/database.ts'
import type { Log } from '#core/log.ts'
import type { World } from '#core/world.ts'
import { lockAttempt } from './attempts.ts'
import type { Payments } from './payments.ts'
import type { PaymentProvider } from './provider.ts'

type Parts = { readonly database: Database; readonly world: World; readonly log: Log; readonly payments: Payments }
const maxAttempts = 8
/** Questions to a provider that are under way at once. */
const askedAtOnce = 8
const keptHeaders = ['content-type', 'x-event-checksum', 'x-sandbox-signature', 'x-sandbox-timestamp']

/** Verifies a webhook on its raw bytes and stores it; the work comes later. Throws ForgedWebhook. The same news are stored once. */
export async function receiveWebhook({ database, world }: Parts, provider: PaymentProvider, raw: Uint8Array, headers: Headers): Promise<void> {
  const events = await provider.readWebhook(raw, headers)
  const kept = JSON.stringify(Object.fromEntries(keptHeaders.map((name) => [name, headers.get(name)])))
  await database.system(async (tx) => {
    for (const event of events)
      await sql`insert into webhook_inbox (id, provider, dedupe_key, raw, headers, received_at)
        values (${world.newId()}, ${provider.id}, ${keyOf(event)}, ${Buffer.from(raw)}, ${kept}::jsonb, ${world.now()}) on conflict do nothing`.execute(
        tx,
      )
  })
}

/** The reference travels in the key: the work needs no second parse of bytes that were already verified. */
const keyOf = (event: { dedupeKey: string; reference: string }): string =>
  `${event.reference}|${createHash('sha256').update(event.dedupeKey).digest('hex')}`

/** Works what webhooks told: the provider is asked for the truth, since events are late, doubled and out of order. */
export async function workWebhooks({ database, world, log, payments }: Parts): Promise<number> {
  const waiting = await database.system(async (tx) => {
    const { rows } = await sql<{ id: string; dedupe_key: string }>`
      update webhook_inbox set attempts = attempts + 1 where id in (
        select id from webhook_inbox where worked_at is null and attempts < ${maxAttempts} and provider = any(${payments.providers.map(({ id }) => id)}::text[]) order by received_at limit 100 for update skip locked)
      returning id, dedupe_key`.execute(tx)
    return rows
  })
  const byReference = Map.groupBy(waiting, (row) => row.dedupe_key.slice(0, row.dedupe_key.lastIndexOf('|')))
  const work = async ([reference, rows]: readonly [string, readonly { readonly id: string }[]]): Promise<void> => {
    const error = await workOne(database, payments, reference).catch((fault: unknown) => (fault instanceof Error ? fault.message : 'unknown'))
    if (error) log.warn({ reference, reason: error }, 'webhook could not be worked yet')
    await database.system((tx) =>
      tx
        .updateTable('webhook_inbox')
        .set(error ? { error } : { worked_at: world.now(), error: null })
        .where(
          'id',
          'in',
          rows.map((row) => row.id),
        )
        .execute(),
    )
  }
  const all = [...byReference]
  for (let at = 0; at < all.length; at += askedAtOnce) await Promise.all(all.slice(at, at + askedAtOnce).map(work))
  return waiting.length
}

async function workOne(database: Database, payments: Payments, reference: string): Promise<string | undefined> {
  const attempt = await database.system((tx) => lockAttempt(tx, { reference }))
  if (!attempt) return undefined // another merchant's or a payment link's reference: nothing of ours
  await payments.refresh(attempt)
  return undefined
}
