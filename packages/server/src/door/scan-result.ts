import { ScanId, TicketId, type ScanResult, type ScanVerdict } from '@fashionistas/contract'
import type { z } from 'zod'
import type { Counts } from './counts.ts'
import type { Entry } from './decide.ts'
import type { ScannedTicket } from './scan-facts.ts'

type Outcome = {
  readonly scanId: string
  readonly verdict: z.infer<typeof ScanVerdict>
  readonly scannedAt: Date
  readonly ticket: ScannedTicket | undefined
  /** Of a duplicate: the entry that was before it. */
  readonly first: Entry | undefined
  readonly counts: Counts
}

export const resultOf = ({ scanId, verdict, scannedAt, ticket, first, counts }: Outcome): z.input<typeof ScanResult> => ({
  scanId: ScanId.parse(scanId),
  verdict,
  scannedAt: scannedAt.toISOString(),
  ticket: ticket
    ? {
        id: TicketId.parse(ticket.id),
        code: ticket.code,
        holderName: ticket.holderName,
        typeName: ticket.typeName,
        orderCode: ticket.orderCode,
        admissions: 1,
        isVip: ticket.isVip,
      }
    : null,
  firstAt: first?.admittedAt.toISOString() ?? null,
  firstGate: first?.gate ?? null,
  counts,
})
