import { mkdirSync, readFileSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

export interface StateFile {
  /** Resolves when a file with at least the present state has taken the place of the old one. */
  save(): Promise<void>
}

/** What was stored before, or undefined on a first start. */
export function readState(dataDir: string | undefined, name: string): unknown {
  if (!dataDir) return undefined
  mkdirSync(dataDir, { recursive: true })
  try {
    return JSON.parse(readFileSync(join(dataDir, name), 'utf8'))
  } catch (error) {
    // No file yet is a first start; a broken one must be seen by a person, never silently replaced.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** Saves that come while one is being written share the next write. */
export function stateFile(dataDir: string | undefined, name: string, snapshot: () => unknown): StateFile {
  let running: Promise<void> | undefined
  let following: Promise<void> | undefined
  if (!dataDir) return { save: async () => undefined }
  const path = join(dataDir, name)

  async function write(): Promise<void> {
    await writeFile(`${path}.new`, JSON.stringify(snapshot()), { mode: 0o600 })
    await rename(`${path}.new`, path)
  }

  function start(): Promise<void> {
    running = write().finally(() => {
      running = undefined
    })
    return running
  }

  mkdirSync(dirname(path), { recursive: true })
  return {
    save() {
      if (!running) return start()
      following ??= running
        .catch(() => undefined)
        .then(() => {
          following = undefined
          return start()
        })
      return following
    },
  }
}
