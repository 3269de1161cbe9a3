import { pipeline } from 'node:stream/promises'
import { createZstdDecompress } from 'node:zlib'
import type { ArchiveReader } from '../backup/archive-reader.ts'
import { Digest } from '../backup/digest.ts'
import { filePart, tablePart, type Manifest } from '../backup/manifest.ts'

/** Reads a backup from end to end before anything is touched: a torn or changed one must not cost what it should replace. */
export async function checkArchive(archive: ArchiveReader, { tables, files }: Manifest): Promise<void> {
  for (const table of tables) {
    const digest = new Digest()
    await pipeline(archive.read(tablePart(table)), createZstdDecompress(), digest.read).catch((error: unknown) => {
      throw new Error(`the backup is damaged: ${tablePart(table)} cannot be read`, { cause: error })
    })
    if (digest.hex() !== table.sha256) throw new Error(`the backup is damaged: ${tablePart(table)} is not what was written`)
  }
  for (const file of files) {
    const digest = new Digest()
    await pipeline(archive.read(filePart(file)), digest.read)
    if (digest.hex() !== file.sha256) throw new Error(`the backup is damaged: ${filePart(file)} is not what was written`)
  }
}
