import { createReadStream } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { blockBytes, paddingOf, readTarHeader } from './tar-header.ts'

type Part = { readonly start: number; readonly bytes: number }
const largestText = 64 * 1024 * 1024

/** The parts of a tar file by name; each is read from its place when it is asked for. */
export class ArchiveReader {
  readonly #path: string
  readonly #parts: ReadonlyMap<string, Part>

  private constructor(path: string, parts: ReadonlyMap<string, Part>) {
    this.#path = path
    this.#parts = parts
  }

  static async open(path: string): Promise<ArchiveReader> {
    const file = await open(path, 'r')
    try {
      return new ArchiveReader(path, await listParts(file))
    } finally {
      await file.close()
    }
  }

  has(name: string): boolean {
    return this.#parts.has(name)
  }

  read(name: string): Readable {
    const { start, bytes } = this.#part(name)
    if (bytes === 0) return createReadStream(this.#path, { start, end: start }).take(0)
    return createReadStream(this.#path, { start, end: start + bytes - 1, highWaterMark: 1024 * 1024 })
  }

  async text(name: string): Promise<string> {
    if (this.#part(name).bytes > largestText) throw new Error(`this is not a backup: ${name} is too long`)
    const chunks: Uint8Array[] = []
    for await (const chunk of this.read(name)) chunks.push(chunk)
    return Buffer.concat(chunks).toString('utf8')
  }

  #part(name: string): Part {
    const part = this.#parts.get(name)
    if (!part) throw new Error(`the backup is not whole: ${name} is missing`)
    return part
  }
}

async function listParts(file: FileHandle): Promise<ReadonlyMap<string, Part>> {
  const parts = new Map<string, Part>()
  const { size } = await file.stat()
  const block = Buffer.alloc(blockBytes)
  for (let position = 0; position + blockBytes <= size;) {
    await file.read(block, 0, blockBytes, position)
    const header = readTarHeader(block)
    if (!header) return parts
    const start = position + blockBytes
    if (start + header.bytes > size) throw new Error(`the backup is not whole: it ends inside ${header.name}`)
    parts.set(header.name, { start, bytes: header.bytes })
    position = start + header.bytes + paddingOf(header.bytes)
  }
  return parts
}
