import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { Batcher } from '#core/batcher.ts'
import type { Database, Tx } from '#core/database.ts'
import type { Log } from '#core/log.ts'
import type { World } from '#core/world.ts'
import type { Payments } from './payments.ts'
import type { PaymentProvider } from './provider.ts'

type Parts = { readonly database: Database; readonly world: World; readonly log: Log; readonly payments: Payments }
const maxAttempts = 8
const mostAtOnce = 200
const keptHeaders = ['content-type', 'x-event-checksum', 'x-sandbox-signature', 'x-sandbox-timestamp']
type Kept = Readonly<Record<'id' | 'provider' | 'dedupe_key' | 'raw' | 'headers' | 'received_at', unknown>>

/** Where webhooks come in: verified on their raw bytes, stored, and only then answered. The work comes later. */
export class WebhookInbox {
  readonly #world: World
  readonly #rows: Batcher<Kept, true>

  constructor({ database, world }: Pick<Parts, 'database' | 'world'>) {
    this.#world = world
    this.#rows = new Batcher(async (rows) => {
      await database.system((tx) => keep(tx, rows))
      return rows.map(() => true)
    })
  }

  /** Throws ForgedWebhook. The same news are stored once. */
  async receive(provider: PaymentProvider, raw: Uint8Array, headers: Headers): Promise<void> {
    const events = await provider.readWebhook(raw, headers)
    const kept = Object.fromEntries(keptHeaders.map((name) => [name, headers.get(name)]))
    await Promise.all(
      events.map((event) =>
        this.#rows.add({
          id: this.#world.newId(),
          provider: provider.id,
          dedupe_key: keyOf(event),
          raw: Buffer.from(raw).toString('base64'),
          headers: kept,
          received_at: this.#world.now(),
        }),
      ),
    )
  }
}

/** In the order of their keys: two processes that are told the same never wait for each other in a circle. */
async function keep(tx: Tx, rows: readonly Kept[]): Promise<void> {
  await sql`/* planned once */ insert into webhook_inbox (id, provider, dedupe_key, raw, headers, received_at)
    select id, provider, dedupe_key, decode(raw, 'base64'), headers, received_at
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as w(id uuid, provider text, dedupe_key text, raw text, headers jsonb, received_at timestamptz)
      order by provider, dedupe_key on conflict do nothing`.execute(tx)
}

/** The reference travels in the key: the work needs no second parse of bytes that were already verified. */
const keyOf = (event: { dedupeKey: string; reference: string }): string =>
  `${event.reference}|${createHash('sha256').update(event.dedupeKey).digest('hex')}`

type Waiting = { readonly id: string; readonly dedupe_key: string; readonly reference: string }

/**
 * Works what webhooks told. No word of them is believed: the providers are asked for the truth, many at once, since events are late, doubled,
 * out of order, and as safe as one secret. The answers of a batch are taken in one transaction.
 */
export async function workWebhooks({ database, world, log, payments }: Parts): Promise<number> {
  const waiting = await database.system((tx) => take(tx, payments))
  if (waiting.length === 0) return 0
  const problems = await payments.refreshAll([...new Set(waiting.map(({ reference }) => reference))])
  const worked = waiting.filter(({ reference }) => !problems.has(reference)).map(({ id }) => id)
  await database.system(async (tx) => {
    if (worked.length > 0) await tx.updateTable('webhook_inbox').set({ worked_at: world.now(), error: null }).where('id', 'in', worked).execute()
    for (const [reference, error] of problems) {
      log.warn({ reference, reason: error }, 'webhook could not be worked yet')
      const ids = waiting.filter((row) => row.reference === reference).map(({ id }) => id)
      await tx.updateTable('webhook_inbox').set({ error }).where('id', 'in', ids).execute()
    }
  })
  return waiting.length
}

async function take(tx: Tx, payments: Payments): Promise<readonly Waiting[]> {
  const { rows } = await sql<Omit<Waiting, 'reference'>>`
    update webhook_inbox set attempts = attempts + 1 where id in (
      select id from webhook_inbox where worked_at is null and attempts < ${maxAttempts} and provider = any(${payments.providers.map(({ id }) => id)}::text[]) order by received_at limit ${mostAtOnce} for update skip locked)
    returning id, dedupe_key`.execute(tx)
  return rows.map((row) => ({ ...row, reference: row.dedupe_key.slice(0, row.dedupe_key.lastIndexOf('|')) }))
}
