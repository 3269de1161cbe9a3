import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Blobs {
  put(bytes: Uint8Array): string
  get(id: string): Uint8Array<ArrayBuffer> | undefined
}

const mostInMemory = 300

/** Files by their hash: in a folder when there is one, else in memory. */
export function blobs(dataDir: string | undefined): Blobs {
  const memory = new Map<string, Uint8Array<ArrayBuffer>>()
  const folder = dataDir && join(dataDir, 'files')
  if (folder) mkdirSync(folder, { recursive: true })
  return {
    put(bytes) {
      const id = createHash('sha256').update(bytes).digest('hex').slice(0, 40)
      if (folder) {
        if (!existsSync(join(folder, id))) writeFileSync(join(folder, id), bytes, { mode: 0o600 })
        return id
      }
      const [oldest] = memory.keys()
      if (memory.size >= mostInMemory && oldest) memory.delete(oldest)
      memory.set(id, new Uint8Array(bytes))
      return id
    },
    get(id) {
      if (!/^[0-9a-f]{40}$/.test(id)) return undefined
      if (!folder) return memory.get(id)
      return existsSync(join(folder, id)) ? new Uint8Array(readFileSync(join(folder, id))) : undefined
    },
  }
}
