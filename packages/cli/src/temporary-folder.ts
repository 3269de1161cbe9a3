import { chmodSync, mkdtempSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const neededBytes = 512 * 1024 * 1024

/** A fresh folder in memory where there is room (containers often have 64 MB of /dev/shm), else on disk. */
export function temporaryFolder(purpose: string): string {
  const folder = mkdtempSync(join(hasRoom('/dev/shm') ? '/dev/shm' : tmpdir(), `fashionistas-${purpose}-`))
  chmodSync(folder, 0o711) // PostgreSQL, which runs as another user under root, must be able to pass through
  return folder
}

export function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize >= neededBytes
  } catch {
    return false // no such folder: not a Linux, or a very small container
  }
}
