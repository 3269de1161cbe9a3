import { getPriority, setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { ticketPdf, type TicketPrint } from '#media/ticket-pdf.ts'

/* Linux gives a priority to a thread: drawing takes what buyers and payments leave of the processor. Elsewhere the whole process would step back.
   Behind the process that draws, whatever it was given: a fixed number would overtake one that was started as nice. */
if (process.platform === 'linux') setPriority(Math.min(19, getPriority() + 10))

/* The other side of draw-beside.ts: one print after the other, each answered with its bytes or what went wrong. */
parentPort?.on('message', ({ id, print }: { readonly id: number; readonly print: TicketPrint }) => {
  ticketPdf(print).then(
    (bytes) => parentPort?.postMessage({ id, bytes }),
    (error: unknown) => parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error) }),
  )
})
