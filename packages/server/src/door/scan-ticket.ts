import { Refusal, type Handler, type door } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import type { EventKeyring } from './event-keys.ts'
import { readCode } from './read-code.ts'
import type { ScanWriter } from './scan-writer.ts'

export type DoorParts = { readonly writer: ScanWriter; readonly keyring: EventKeyring }

/** Decides whether a ticket opens this door, once: together with the other scans of the moment, which `decideBatch` tells more of. */
export const scanTicket =
  ({ writer, keyring }: DoorParts): Handler<typeof door.scanTicket, Context> =>
  async ({ scanId, eventId, listId, code, direction, gate, deviceTime }, context) => {
    const { actor, requestId, ip, system } = context
    const answer = await writer.scan({
      scanId,
      eventId,
      listId,
      direction,
      gate: gate ?? null,
      deviceTime: deviceTime ? new Date(deviceTime) : null,
      read: await readCode({ keyring, system }, eventId, code),
      caller: { actor, requestId, ip },
    })
    if (answer instanceof Refusal) throw answer
    return answer
  }
