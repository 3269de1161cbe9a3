import type { ServerResponse } from 'node:http'
import type { Writable } from 'node:stream'

/** What the kernel took is not counted: who lets so much lie here has not read for a long time. */
const maxBacklogBytes = 64 * 1024
/** Some two milliseconds of writing; then requests have their turn. */
const sliceListeners = 200

/** One open stream. */
export class LiveListener {
  readonly #response: ServerResponse
  /** The socket itself, which costs half of what writing through the response does: its head is out, and its body is neither counted nor chunked. */
  readonly #out: Writable
  #isHeld = false
  #hasMissed = false

  constructor(response: ServerResponse) {
    this.#response = response
    this.#out = response.socket ?? response // none yet: the answer to an earlier request is under way on it
  }

  /** Writes the buffer that all share; what comes while it is held is left for it to look up. */
  send(buffer: Buffer): void {
    if (this.#isHeld) this.#hasMissed = true
    else this.write(buffer)
  }

  write(buffer: Buffer): void {
    if (buffer.length === 0) return
    if (this.#out.writableLength > maxBacklogBytes) this.#response.destroy()
    else this.#out.write(buffer)
  }

  /** From now on nothing is sent, so that nothing new overtakes what is looked up. */
  hold(): void {
    this.#isHeld = true
  }

  /** False when something came meanwhile: look again. */
  release(): boolean {
    this.#isHeld = this.#hasMissed
    this.#hasMissed = false
    return !this.#isHeld
  }

  onClose(work: () => void): void {
    this.#response.once('close', work)
  }

  end(): void {
    this.#response.end()
  }
}

/** Writes to thousands, in slices, in the order in which it was asked; nothing is made for a single listener. */
export class FanOut {
  readonly #queue: { readonly rest: Iterator<LiveListener>; readonly buffer: Buffer; readonly resolve: () => void }[] = []

  /** Ends when all are written to. Who joins the set meanwhile may hear it, who leaves does not. */
  async send(listeners: ReadonlySet<LiveListener>, buffer: Buffer): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#queue.push({ rest: listeners.values(), buffer, resolve })
      if (this.#queue.length === 1) this.#write()
    })
  }

  #write(): void {
    for (let written = 0; written < sliceListeners;) {
      const [first] = this.#queue
      if (!first) return
      const { value, done } = first.rest.next()
      if (done) this.#queue.shift()?.resolve()
      else {
        value.send(first.buffer)
        written += 1
      }
    }
    setImmediate(() => this.#write())
  }
}
