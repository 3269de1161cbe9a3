import { createHash } from 'node:crypto'

/** Knows afterwards how long a stream was and what its SHA-256 is. */
export class Digest {
  readonly #hash = createHash('sha256')
  bytes = 0

  /** For the middle of a pipeline. */
  readonly pass = async function* (this: Digest, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      this.#add(chunk)
      yield chunk
    }
  }.bind(this)

  /** For its end. */
  readonly read = async (chunks: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const chunk of chunks) this.#add(chunk)
  }

  hex(): string {
    return this.#hash.digest('hex')
  }

  #add(chunk: Uint8Array): void {
    this.#hash.update(chunk)
    this.bytes += chunk.length
  }
}
