import type { Tx } from '#core/database.ts'
import type { DueOrder } from './facts.ts'
import { forOrder } from './for-order.ts'
import type { MessagingParts } from './parts.ts'
import { requestMessage } from './request-message.ts'

const hour = 3_600_000
/** How late a reminder may still be made, after a pause of ours. */
const latestMs = 30 * 60_000
const reminders = [
  { template: 'event_reminder_24h', beforeMs: 24 * hour },
  { template: 'event_reminder_2h', beforeMs: 2 * hour },
] as const
const justBoughtMs = 30 * 60_000

/** Makes the reminders that fall due now. An event that was moved gets new ones: its start is part of the key. */
export async function scheduleReminders(parts: MessagingParts): Promise<number> {
  let made = 0
  for (const { template, beforeMs } of reminders) {
    made += await parts.database.system(async (tx) => {
      const to = new Date(parts.world.now().getTime() + beforeMs)
      const due = await parts.facts.ordersDue(tx, { from: new Date(to.getTime() - latestMs), to })
      const fresh = await withoutKnown(tx, template, due)
      for (const order of fresh) await remind(tx, parts, template, beforeMs, order)
      return fresh.length
    })
  }
  return made
}

const keyOf = (template: string, { orderId, startsAt }: DueOrder): string => `${template}:${orderId}:${startsAt.toISOString()}`

async function withoutKnown(tx: Tx, template: string, due: readonly DueOrder[]): Promise<readonly DueOrder[]> {
  if (due.length === 0) return due
  const rows = await tx
    .selectFrom('message_intents')
    .select('dedupe_key')
    .where(
      'dedupe_key',
      'in',
      due.map((order) => keyOf(template, order)),
    )
    .execute()
  const known = new Set(rows.map((row) => row.dedupe_key))
  return due.filter((order) => !known.has(keyOf(template, order)))
}

async function remind(tx: Tx, parts: MessagingParts, template: string, beforeMs: number, due: DueOrder): Promise<void> {
  const order = await parts.facts.order(tx, due.orderId)
  if (!order) return
  // Who bought a moment before, or after this reminder was due, has just read everything that it says.
  const dueAt = due.startsAt.getTime() - beforeMs
  if (order.paidAt && order.paidAt.getTime() > dueAt - justBoughtMs) return
  const startsAt = due.startsAt.toISOString()
  await requestMessage(
    tx,
    parts,
    forOrder(order, template, `${order.orderId}:${startsAt}`, { data: { startsAt }, cancellationKey: `event:${due.eventId}` }),
  )
}
