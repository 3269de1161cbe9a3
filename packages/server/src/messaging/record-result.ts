import { sql } from 'kysely'
import type { Tx } from '#core/database.ts'
import type { SendResult } from './channel.ts'
import { writeConsent } from './consent.ts'
import { tellFate } from './fate.ts'
import type { Intent } from './intent.ts'
import { channelsLeft, openNext } from './next-channel.ts'
import type { MessagingParts } from './parts.ts'
import { afterLastWay, afterRefusal } from './retry.ts'
import type { Claimed, Halts } from './send-due.ts'

/** Mail has no word of its arrival: what the server took is sent, and nothing else is awaited. */
export async function recordAccepted({ database, world }: MessagingParts, delivery: Claimed, providerId: string): Promise<void> {
  const isMail = delivery.channel === 'email'
  await database.system(async (tx) => {
    // A status may have come before our own answer: then only the company's id is missing.
    await sql`
      update deliveries set provider_id = ${providerId}, updated_at = ${world.now()}, code = null, reason = null,
             state = case when state = 'sending' then ${isMail ? 'sent' : 'accepted'} else state end, rank = greatest(rank, ${isMail ? 1 : 0}),
             fallback_at = case when ${isMail} then null else fallback_at end
       where id = ${delivery.id}`.execute(tx)
  })
}

export async function recordWithdrawn({ database, world }: MessagingParts, delivery: Claimed, why: string): Promise<void> {
  await database.system(async (tx) => {
    await tx
      .updateTable('deliveries')
      .set({ state: 'cancelled', reason: why, fallback_at: null, updated_at: world.now() })
      .where('id', '=', delivery.id)
      .where('state', '=', 'sending')
      .execute()
  })
}

export async function recordRefused(
  parts: MessagingParts,
  delivery: Claimed,
  intent: Intent,
  refusal: Extract<SendResult, { state: 'refused' }>,
  halts: Halts,
): Promise<void> {
  const { database, world, log } = parts
  const now = world.now()
  const { problem, code, detail } = refusal
  const chance = (world.random(1)[0] ?? 128) / 255
  const next = afterRefusal(problem, code, delivery.attempts, chance)
  const later = (afterMs: number): Date => new Date(now.getTime() + Math.max(afterMs, refusal.afterMs ?? 0))
  if (next.then === 'halt') {
    halts.set(delivery.channel, new Date(now.getTime() + next.afterMs))
    log.error({ channel: delivery.channel, code, detail }, 'a sender is stopped by its company: its queue is parked')
  }
  await database.system(async (tx) => {
    if (problem === 'suppress')
      await writeConsent(tx, world, {
        contact: delivery.address,
        channel: delivery.channel,
        granted: false,
        textVersion: 'provider',
        proof: { code, deliveryId: delivery.id },
      })
    switch (next.then) {
      case 'retry':
      case 'halt':
        return await back(tx, delivery, { at: now, notBefore: later(next.afterMs), code, reason: detail })
      case 'park':
        return await back(tx, { ...delivery, attempts: delivery.attempts - 1 }, { at: now, notBefore: later(next.afterMs), code, reason: detail })
      case 'wait_for_news':
        return await awaitNews(tx, delivery.id, now, detail)
      case 'next_channel': {
        const afterMs = afterLastWay(problem, now.getTime() - intent.created_at.getTime(), chance)
        if (afterMs !== undefined && (await channelsLeft(tx, parts, intent)).length === 0)
          return await back(tx, delivery, { at: now, notBefore: later(afterMs), code, reason: detail })
        await giveUp(tx, parts, delivery.id, intent, { state: next.state, code, reason: detail })
      }
    }
  })
}

async function back(
  tx: Tx,
  { id, attempts }: Pick<Claimed, 'id' | 'attempts'>,
  { at, notBefore, code, reason }: { readonly at: Date; readonly notBefore: Date; readonly code: string; readonly reason: string },
): Promise<void> {
  await tx
    .updateTable('deliveries')
    .set({ state: 'queued', not_before: notBefore, attempts, code, reason: short(reason), updated_at: at })
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .execute()
}

/** Stays `sending`: within a minute a status may tell that it did go out; after that it is tried once more. */
async function awaitNews(tx: Tx, id: string, at: Date, reason: string): Promise<void> {
  await tx
    .updateTable('deliveries')
    .set({ reason: short(reason), updated_at: at })
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .execute()
}

/** The end of this delivery: the next channel, if there is one, and a word to those who watch. */
export async function giveUp(
  tx: Tx,
  parts: Pick<MessagingParts, 'world' | 'channels'>,
  id: string,
  intent: Intent,
  end: { readonly state: 'failed' | 'dead'; readonly code: string; readonly reason: string },
): Promise<void> {
  await tx
    .updateTable('deliveries')
    .set({ state: end.state, code: end.code, reason: short(end.reason), fallback_at: null, updated_at: parts.world.now() })
    .where('id', '=', id)
    .execute()
  const next = await openNext(tx, parts, intent)
  await tellFate(tx, parts.world, 'message.failed', { deliveryId: id, intent, code: end.code, next })
}

const short = (text: string): string => text.slice(0, 300)
