import { Refusal, type Handler, type codes } from '@fashionistas/contract'
import { sql } from 'kysely'
import type { Context } from '#core/context.ts'
import { codesOf, toCode } from './code-view.ts'
import { lockEvent } from './event-row.ts'
import { isOpenForChange } from './lifecycle.ts'

/** Its uses are a pool of their own, so that the sale counts them like places. */
export const createCode: Handler<typeof codes.createCode, Context> = async (
  { eventId, code, worth, typeIds, maxUses, maxPerBuyer, startsAt, endsAt },
  context,
) => {
  const event = await lockEvent(context, eventId, 'events.write')
  if (!isOpenForChange(event.state)) return context.refuse('event_state_wrong', { state: event.state })
  const { tx } = context
  mustFit(event.currency, worth, { startsAt, endsAt })
  await mustBeTypes(context, eventId, typeIds)
  const known = await tx.selectFrom('promo_codes').select('id').where('event_id', '=', eventId).where('code', '=', code).executeTakeFirst()
  if (known) return context.refuse('code_taken')

  const id = context.newId()
  const poolId = context.newId()
  const owner = { event_id: eventId, organization_id: event.organization_id }
  await tx
    .insertInto('pools')
    .values({ id: poolId, ...owner, kind: 'code', name: code, capacity: maxUses ?? null })
    .execute()
  await tx
    .insertInto('promo_codes')
    .values({
      id,
      ...owner,
      code,
      percent_bp: worth.kind === 'percent' ? worth.percentBp : null,
      amount_minor: worth.kind === 'amount' ? worth.amount.minor : null,
      type_ids: [...new Set<string>(typeIds)],
      max_per_buyer: maxPerBuyer ?? null,
      starts_at: startsAt ?? null,
      ends_at: endsAt ?? null,
      pool_id: poolId,
      created_at: context.now(),
    })
    .execute()
  const [made] = await codesOf(tx, sql`c.id = ${id}`)
  if (!made) throw new Error('a code is gone within its own transaction')
  context.note({ organizationId: event.organization_id, target: `event:${eventId}`, after: { code: toCode(made) } })
  return toCode(made)
}

type Worth = Parameters<typeof createCode>[0]['worth']
type Window = { readonly startsAt: string | null | undefined; readonly endsAt: string | null | undefined }

function mustFit(currency: string, worth: Worth, { startsAt, endsAt }: Window): void {
  const errors = [
    ...(worth.kind === 'amount' && worth.amount.currency !== currency ? [{ path: 'worth.amount.currency', code: 'currency_mixed' }] : []),
    // Pesos have no centavos at the till: a discount of less would be lost.
    ...(worth.kind === 'amount' && worth.amount.currency === 'COP' && worth.amount.minor % 100 !== 0
      ? [{ path: 'worth.amount.minor', code: 'whole_pesos' }]
      : []),
    ...(startsAt && endsAt && new Date(endsAt) <= new Date(startsAt) ? [{ path: 'endsAt', code: 'before_start' }] : []),
  ]
  if (errors.length > 0) throw new Refusal('input_invalid', { errors: errors.map((error) => ({ ...error, message: error.code })) })
}

async function mustBeTypes({ tx }: Context, eventId: string, typeIds: readonly string[]): Promise<void> {
  if (typeIds.length === 0) return
  const rows = await tx
    .selectFrom('ticket_types')
    .select('id')
    .where('event_id', '=', eventId)
    .where('removed_at', 'is', null)
    .where('id', 'in', typeIds)
    .execute()
  const errors = typeIds.flatMap((id, at) =>
    rows.some((row) => row.id === id) ? [] : [{ path: `typeIds.${at}`, code: 'unknown', message: 'unknown' }],
  )
  if (errors.length > 0) throw new Refusal('input_invalid', { errors })
}
