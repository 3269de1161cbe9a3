import { Refusal, type EventDetail } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { toDetail } from './card.ts'
import { loadSaleable, type SaleableEvent } from './catalogue.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * An event by id or slug, if the public may see it. Read as the system with the filter in the open: stock is hidden from the public by
 * row-level security, and what is left of it is what the public asks for.
 */
export async function findPublic(context: Context, idOrSlug: string): Promise<SaleableEvent | undefined> {
  const event = await findAny(context, idOrSlug)
  return event && event.state !== 'draft' ? event : undefined
}

export async function findAny(context: Context, idOrSlug: string): Promise<SaleableEvent | undefined> {
  return await context.elevated(async () => {
    const id = uuid.test(idOrSlug)
      ? idOrSlug
      : (await context.tx.selectFrom('events').select('id').where('slug', '=', idOrSlug).executeTakeFirst())?.id
    return id === undefined ? undefined : await loadSaleable(context.tx, id)
  })
}

export async function getPublic(context: Context, idOrSlug: string): Promise<SaleableEvent> {
  const event = await findPublic(context, idOrSlug)
  if (!event) throw new Refusal('not_found')
  return event
}

/** What an act on an event answers. */
export async function detailOf(context: Context, eventId: string): Promise<EventDetail> {
  const event = await context.elevated(() => loadSaleable(context.tx, eventId))
  if (!event) throw new Refusal('not_found') // a draft that has no date or place yet has no page
  return toDetail(event, context.now())
}
