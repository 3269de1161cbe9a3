import { Worker } from 'node:worker_threads'
import type { TicketPrint } from '#media/ticket-pdf.ts'

type Answer = { readonly id: number; readonly bytes?: Uint8Array; readonly error?: string }
type Waiting = { readonly resolve: (bytes: Uint8Array) => void; readonly reject: (error: Error) => void }

let thread: { readonly worker: Worker; readonly waiting: Map<number, Waiting> } | undefined
let last = 0

/**
 * The ticket PDF, drawn in a thread of its own: it takes a third of a second of pure computing, in which the process would neither
 * answer buyers nor confirm payments.
 */
export async function ticketPdfBeside(print: TicketPrint): Promise<Uint8Array> {
  thread ??= start()
  const { worker, waiting } = thread
  last += 1
  const id = last
  return await new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject })
    worker.ref()
    worker.postMessage({ id, print })
  })
}

function start(): NonNullable<typeof thread> {
  const worker = new Worker(new URL('./draw-thread.ts', import.meta.url))
  const waiting = new Map<number, Waiting>()
  worker.on('message', ({ id, bytes, error }: Answer) => {
    const asked = waiting.get(id)
    waiting.delete(id)
    if (waiting.size === 0) worker.unref() // an idle thread keeps no process alive
    if (bytes) asked?.resolve(bytes)
    else asked?.reject(new Error(error ?? 'the drawing thread gave nothing'))
  })
  worker.on('error', (error) => {
    thread = undefined // the next print starts a new one
    for (const { reject } of waiting.values()) reject(new Error('the drawing thread ended', { cause: error }))
  })
  worker.unref()
  return { worker, waiting }
}
