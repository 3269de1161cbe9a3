import type { Handler, door } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { ownEvent } from '#events/index.ts'
import { moveCounts } from './counts.ts'
import { takeBack } from './take-back.ts'
import { lockDoor } from './lock-door.ts'
import { findScan, getScan } from './scans.ts'

const undoHours = 24

/** Takes back a scan that was a mistake. The scan stays with who, when and why; what it did to the list is undone. A repeat changes nothing. */
export const undoScan: Handler<typeof door.undoScan, Context> = async ({ scanId, reason }, context) => {
  const { tx, now } = context
  const found = await context.elevated(() => findScan(tx, scanId))
  if (!found) return context.refuse('not_found')
  await ownEvent(context, found.event_id, 'door.scan')
  return await context.elevated(async () => {
    await lockDoor(tx, found.event_id, { ids: found.ticket_id ? [found.ticket_id] : [], codes: [] })
    const scan = await getScan(tx, scanId) // again, now that no other undo or scan of this ticket can come between
    if (scan.undone_at) return {}
    if (now().getTime() - scan.scanned_at.getTime() > undoHours * 3_600_000) return context.refuse('scan_undo_too_late', { hours: undoHours })

    await moveCounts(tx, scan.event_id, await takeBack(tx, scan))
    await tx.updateTable('scans').set({ undone_at: now(), undo_reason: reason }).where('id', '=', scanId).execute()
    await context.emit(tx, {
      type: 'ticket.scan_undone',
      organizationId: scan.organization_id,
      data: { eventId: scan.event_id, ticketId: scan.ticket_id, scanId, reason },
      topics: [`event:${scan.event_id}:door`, `event:${scan.event_id}:sales`],
    })
    context.note({
      organizationId: scan.organization_id,
      target: `ticket:${scan.ticket_id ?? 'none'}`,
      before: { scanId, verdict: scan.verdict },
      after: { undone: true, reason },
    })
    return {}
  })
}
