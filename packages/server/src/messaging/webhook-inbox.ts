import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { applyNews } from './apply-news.ts'
import type { ChannelId, Telling } from './channel.ts'
import type { MessagingParts } from './parts.ts'

export type TellingProvider = 'whatsapp' | 'twilio'
type Row = {
  readonly id: string
  readonly provider: TellingProvider
  readonly raw: Buffer
  readonly headers: unknown
  readonly received_at: Date
  readonly attempts: number
}
/** A status of a message that is still being recorded finds it a moment later; after this long nobody will claim it. */
const unknownMs = 10 * 60_000
const mostAttempts = 12
const kept = ['x-hub-signature-256', 'x-twilio-signature', 'content-type']
const Kept = z.record(z.string(), z.string())

/** Checks the signature on the raw bytes and puts the webhook aside; the work is done later. Throws ForgedNews. */
export async function receiveWebhook(
  parts: MessagingParts,
  provider: TellingProvider,
  telling: Telling,
  raw: Uint8Array,
  headers: Headers,
  url: string,
): Promise<void> {
  telling.readWebhook(raw, headers, url)
  const dedupeKey = createHash('sha256').update(url).update(raw).digest('hex')
  const stored = { ...Object.fromEntries(kept.flatMap((name) => (headers.has(name) ? [[name, headers.get(name)]] : []))), url }
  await parts.database.system(async (tx) => {
    await tx
      .insertInto('webhook_inbox')
      .values({
        id: parts.world.newId(),
        provider,
        dedupe_key: dedupeKey,
        raw: Buffer.from(raw),
        headers: JSON.stringify(stored),
        received_at: parts.world.now(),
      })
      .onConflict((conflict) => conflict.columns(['provider', 'dedupe_key']).doNothing())
      .execute()
  })
}

/** Works off what the companies told, one webhook a transaction; a bad one is set back and does not hold up the others. */
export async function workInbox(parts: MessagingParts): Promise<number> {
  let worked = 0
  for (; worked < 200; worked += 1) if (!(await workOne(parts))) break
  return worked
}

async function workOne(parts: MessagingParts): Promise<boolean> {
  const now = parts.world.now()
  let current: Row | undefined
  try {
    return await parts.database.system(async (tx) => {
      const { rows } = await sql<Row>`
        select id, provider, raw, headers, received_at, attempts from webhook_inbox
         where provider in ('whatsapp', 'twilio') and worked_at is null and received_at + (power(2, attempts) - 1) * interval '1 second' <= ${now}
         order by received_at limit 1 for update skip locked`.execute(tx)
      current = rows[0]
      if (!current) return false
      const unknown = await apply(parts, tx, current)
      const isOver = unknown === 0 || now.getTime() - current.received_at.getTime() > unknownMs
      await tx
        .updateTable('webhook_inbox')
        .set({
          worked_at: isOver ? now : null,
          attempts: current.attempts + 1,
          error: unknown > 0 ? `${unknown} statuses of unknown messages` : null,
        })
        .where('id', '=', current.id)
        .execute()
      return true
    })
  } catch (error) {
    if (!current) throw error
    await setBack(parts, current, now, error)
    return true
  }
}

async function apply(parts: MessagingParts, tx: Parameters<typeof applyNews>[0], row: Row): Promise<number> {
  const [telling, channel]: readonly [Telling | undefined, ChannelId] =
    row.provider === 'whatsapp' ? [parts.whatsapp, 'whatsapp'] : [parts.sms, 'sms']
  if (!telling) return 0
  const { url = '', ...headers } = Kept.parse(row.headers)
  return await applyNews(tx, parts, channel, telling.readWebhook(row.raw, new Headers(headers), url))
}

async function setBack(parts: MessagingParts, row: Row, now: Date, error: unknown): Promise<void> {
  parts.log.error({ err: error, webhook: row.id }, 'a webhook could not be worked off')
  await parts.database.system(async (tx) => {
    await tx
      .updateTable('webhook_inbox')
      .set({
        attempts: row.attempts + 1,
        worked_at: row.attempts + 1 >= mostAttempts ? now : null,
        error: error instanceof Error ? error.message.slice(0, 300) : 'fault',
      })
      .where('id', '=', row.id)
      .execute()
  })
}
