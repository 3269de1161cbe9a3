import type { Handlers, door } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { createCheckInList } from './create-check-in-list.ts'
import { getDoor } from './get-door.ts'
import { listCheckInLists } from './list-check-in-lists.ts'
import { scanTicket, type DoorParts } from './scan-ticket.ts'
import { undoScan } from './undo-scan.ts'

export const doorHandlers = (parts: DoorParts): Handlers<typeof door, Context> => ({
  listCheckInLists,
  createCheckInList,
  getDoor,
  scanTicket: scanTicket(parts),
  undoScan,
})
