import type { DoorList, ScannedTicket } from './scan-facts.ts'

export type Entry = { readonly entry: number; readonly admittedAt: Date; readonly exitedAt: Date | null; readonly gate: string | null }
export type Decision =
  | { readonly verdict: 'admitted' | 'exited'; readonly entry: number }
  | { readonly verdict: 'duplicate'; readonly first: Entry }
  | { readonly verdict: 'not_inside' | 'cancelled' | 'revoked' | 'wrong_event' | 'wrong_list' | 'too_early' | 'too_late' | 'invalid' | 'unknown' }

type Question = {
  readonly ticket: Pick<ScannedTicket, 'state' | 'typeId' | 'serial' | 'minSerial'>
  /** Of the QR code; absent when the printed code was typed, which has none and means the ticket as it is now. */
  readonly serial: number | undefined
  readonly list: Pick<DoorList, 'type_ids' | 'allows_reentry' | 'opens_at' | 'closes_at'>
  /** The entries with this ticket through this list, in their order. */
  readonly entries: readonly Entry[]
  readonly direction: 'in' | 'out'
  readonly now: Date
}

/** The rules of the door. The first that says no is what the person hears; being inside already comes last, because only then everything else was right. */
export function decide({ ticket, serial, list, entries, direction, now }: Question): Decision {
  if (ticket.state === 'cancelled') return { verdict: 'cancelled' }
  if (ticket.state === 'transferred' || (serial !== undefined && (serial < ticket.minSerial || serial !== ticket.serial)))
    return { verdict: 'revoked' }
  if (list.type_ids.length > 0 && !list.type_ids.includes(ticket.typeId)) return { verdict: 'wrong_list' }
  return direction === 'in' ? comingIn(list, entries, now) : goingOut(entries)
}

function comingIn(list: Question['list'], entries: readonly Entry[], now: Date): Decision {
  if (list.opens_at && now < list.opens_at) return { verdict: 'too_early' }
  if (list.closes_at && now >= list.closes_at) return { verdict: 'too_late' }
  const [first] = entries
  const last = entries.at(-1)
  if (!first || !last) return { verdict: 'admitted', entry: 1 }
  return list.allows_reentry && last.exitedAt ? { verdict: 'admitted', entry: last.entry + 1 } : { verdict: 'duplicate', first }
}

/** People may always leave; whether they may come back is the list's to say. */
function goingOut(entries: readonly Entry[]): Decision {
  const last = entries.at(-1)
  return last && !last.exitedAt ? { verdict: 'exited', entry: last.entry } : { verdict: 'not_inside' }
}
