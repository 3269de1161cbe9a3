import { Refusal } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import type { TypeInput } from './draft-steps.ts'
import { json } from './event-row.ts'
import { createPool, resizePool } from './pools.ts'
import type { EventOfType } from './write-type.ts'

type TierInput = TypeInput['tiers'][number]
type Known = { readonly id: string; readonly pool_id: string | null }

/** Brings the tiers of a type to what is asked. A tier without an id takes that of the tier which stood in its place, so that ids are stable. */
export async function writeTiers(context: Context, event: EventOfType, typeId: string, tiers: readonly TierInput[]): Promise<readonly string[]> {
  const { tx, now } = context
  const known = await tx
    .selectFrom('price_tiers')
    .select(['id', 'pool_id'])
    .where('ticket_type_id', '=', typeId)
    .where('removed_at', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .execute()
  const ids = matchIds(
    tiers.map(({ id }) => id),
    known.map(({ id }) => id),
    context.newId,
    'tiers',
  )
  const gone = known.filter(({ id }) => !ids.includes(id)).map(({ id }) => id)
  if (gone.length > 0) await tx.updateTable('price_tiers').set({ removed_at: now(), pool_id: null }).where('id', 'in', gone).execute()
  for (const [position, tier] of tiers.entries()) {
    const id = ids[position] ?? context.newId()
    await writeTier(
      context,
      event,
      { id, typeId, position },
      tier,
      known.find((row) => row.id === id),
    )
  }
  return ids
}

/** Gives each wish its id: the one it names, which must be known; else the one at its place; else a new one. */
export function matchIds(wanted: readonly (string | undefined)[], known: readonly string[], newId: () => string, path: string): readonly string[] {
  const errors = wanted.flatMap((id, at) =>
    id === undefined || (known.includes(id) && wanted.indexOf(id) === at) ? [] : [{ path: `${path}.${at}.id`, code: 'unknown', message: 'unknown' }],
  )
  if (errors.length > 0) throw new Refusal('input_invalid', { errors })
  return wanted.map((id, at) => {
    const inPlace = known[at]
    return id ?? (inPlace !== undefined && !wanted.includes(inPlace) ? inPlace : newId())
  })
}

async function writeTier(
  context: Context,
  event: EventOfType,
  place: { readonly id: string; readonly typeId: string; readonly position: number },
  tier: TierInput,
  known: Known | undefined,
): Promise<void> {
  const columns = {
    name: json(tier.name),
    position: place.position,
    price_minor: tier.price.minor,
    starts_at: tier.startsAt ?? null,
    ends_at: tier.endsAt ?? null,
    pool_id: await poolOf(context, event, tier, known?.pool_id ?? null),
  }
  if (known) await context.tx.updateTable('price_tiers').set(columns).where('id', '=', place.id).execute()
  else
    await context.tx
      .insertInto('price_tiers')
      .values({ id: place.id, ticket_type_id: place.typeId, organization_id: event.organization_id, ...columns })
      .execute()
}

/** Only a tier that switches by sold count has stock of its own. */
async function poolOf(context: Context, event: EventOfType, tier: TierInput, known: string | null): Promise<string | null> {
  if (tier.quantity === null || tier.quantity === undefined) return null
  if (known === null) return await createPool(context, event, { kind: 'tier', name: tier.name.es, capacity: tier.quantity })
  await resizePool(context.tx, known, { capacity: tier.quantity, name: tier.name.es })
  return known
}
