import type { Context } from '#core/context.ts'
import { topicsOf, type EventRow } from './event-row.ts'
import { keepStage } from './stage.ts'

/** After a change of what is for sale: price and state follow, the audit row says what it was and is, and who looks at it looks again. */
export async function tellChange(context: Context, event: EventRow, change: { readonly before?: unknown; readonly after?: unknown }): Promise<void> {
  await context.elevated(() => keepStage(context.tx, event.id, context))
  await context.emit(context.tx, {
    type: 'event.changed',
    organizationId: event.organization_id,
    data: { eventId: event.id },
    topics: [...topicsOf(event), `event:${event.id}:sales`],
  })
  context.note({ organizationId: event.organization_id, target: `event:${event.id}`, ...change })
}
