import { Refusal, type Handler, type codes } from '@fashionistas/contract'
import { sql } from 'kysely'
import type { Context } from '#core/context.ts'
import { codesOf, toCode } from './code-view.ts'
import { lockEvent, mustBeVersion } from './event-row.ts'
import { resizePool } from './pools.ts'

/** What it takes off never changes: who was told of ten percent gets ten percent. */
export const changeCode: Handler<typeof codes.changeCode, Context> = async ({ eventId, codeId, isActive, maxUses, ...limits }, context) => {
  const event = await lockEvent(context, eventId, 'events.write')
  const { tx } = context
  const [before] = await codesOf(tx, sql`c.id = ${codeId} and c.event_id = ${eventId} for update of c`)
  if (!before) return context.refuse('not_found')
  mustBeVersion(before.version, context)
  const startsAt = limits.startsAt === undefined ? before.startsAt : dateOf(limits.startsAt)
  const endsAt = limits.endsAt === undefined ? before.endsAt : dateOf(limits.endsAt)
  if (startsAt && endsAt && endsAt <= startsAt)
    throw new Refusal('input_invalid', { errors: [{ path: 'endsAt', code: 'before_start', message: 'before_start' }] })
  if (maxUses !== undefined && maxUses !== null && maxUses < before.held + before.used)
    return context.refuse('capacity_below_sold', { least: before.held + before.used })
  if (maxUses === null) await tx.updateTable('pools').set({ capacity: null }).where('id', '=', before.poolId).execute()
  else if (maxUses !== undefined) await resizePool(tx, before.poolId, { capacity: maxUses })
  await tx
    .updateTable('promo_codes')
    .set({
      is_active: isActive ?? before.isActive,
      max_per_buyer: limits.maxPerBuyer === undefined ? before.maxPerBuyer : limits.maxPerBuyer,
      starts_at: startsAt,
      ends_at: endsAt,
      version: sql`version + 1`,
    })
    .where('id', '=', codeId)
    .execute()
  const [after] = await codesOf(tx, sql`c.id = ${codeId}`)
  if (!after) throw new Error('a code is gone within its own transaction')
  context.note({
    organizationId: event.organization_id,
    target: `event:${eventId}`,
    before: { code: toCode(before) },
    after: { code: toCode(after) },
  })
  return toCode(after)
}

const dateOf = (instant: string | null): Date | null => (instant === null ? null : new Date(instant))
