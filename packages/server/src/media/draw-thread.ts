import { parentPort } from 'node:worker_threads'
import { ticketPdf, type TicketPrint } from '#media/ticket-pdf.ts'

/* The other side of draw-beside.ts: one print after the other, each answered with its bytes or what went wrong. */
parentPort?.on('message', ({ id, print }: { readonly id: number; readonly print: TicketPrint }) => {
  ticketPdf(print).then(
    (bytes) => parentPort?.postMessage({ id, bytes }),
    (error: unknown) => parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error) }),
  )
})
