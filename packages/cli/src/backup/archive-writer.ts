import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { blockBytes, paddingOf, tarHeader } from './tar-header.ts'

/** Writes a tar file whose parts come as streams of unknown length: each header is filled in when its part is over. */
export class ArchiveWriter {
  readonly #path: string
  readonly #file: FileHandle
  #end = 0

  private constructor(path: string, file: FileHandle) {
    this.#path = path
    this.#file = file
  }

  /** For its owner's eyes only, and under another name until it is whole. An older file of this name is not touched before. */
  static async create(path: string): Promise<ArchiveWriter> {
    const partial = partialOf(path)
    await rm(partial, { force: true })
    return new ArchiveWriter(path, await open(partial, 'wx', 0o600))
  }

  async add(name: string, content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
    const start = this.#end
    let position = start + blockBytes
    for await (const chunk of content) {
      await writeWhole(this.#file, chunk, position)
      position += chunk.length
    }
    const bytes = position - start - blockBytes
    await writeWhole(this.#file, tarHeader({ name, bytes }), start)
    await writeWhole(this.#file, Buffer.alloc(paddingOf(bytes)), position)
    this.#end = position + paddingOf(bytes)
  }

  /** Only now the file has its name: half a backup is never mistaken for one. Returns its size. */
  async finish(): Promise<number> {
    await writeWhole(this.#file, Buffer.alloc(2 * blockBytes), this.#end)
    await this.#file.sync()
    await this.#file.close()
    await rename(partialOf(this.#path), this.#path)
    return this.#end + 2 * blockBytes
  }

  async abandon(): Promise<void> {
    await this.#file.close().catch(() => undefined) // closed already: finish() got as far as that
    await rm(partialOf(this.#path), { force: true })
  }
}

const partialOf = (path: string): string => `${path}.partial`

async function writeWhole(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let written = 0; written < bytes.length;)
    written += (await file.write(bytes, written, bytes.length - written, position + written)).bytesWritten
}
