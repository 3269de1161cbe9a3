import { mkdir } from 'node:fs/promises'
import { createWriteStream } from 'node:fs'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { prepareJobs } from '@fashionistas/server/core/jobs.ts'
import { migrate, migrationNames } from '@fashionistas/server/core/migrate.ts'
import { ArchiveReader } from '../backup/archive-reader.ts'
import { jobsVersion } from '../backup/catalogue.ts'
import { withClient } from '../backup/connect.ts'
import { filePart, markOf, readManifest, type Manifest } from '../backup/manifest.ts'
import { auditCopy } from './audit.ts'
import { clear, reasonNotTo } from './bare-database.ts'
import { checkArchive } from './check-archive.ts'
import { fitting, loadTables } from './load-tables.ts'

type Wish = {
  readonly url: string
  readonly dataDir: string
  readonly file: string
  readonly secret: string | undefined
  /** Throws away what is in the database; without it a database with rows is refused. */
  readonly replace: boolean
  readonly tell: (step: string) => void
}
export type Restored = {
  readonly manifest: Manifest
  /** Applied after the rows were in: the backup was of an older version. */
  readonly upgradedBy: readonly string[]
  readonly hasJobs: boolean
  /** Undefined where one of the two secrets is not known. */
  readonly isSameSecret: boolean | undefined
  readonly problems: readonly string[]
}

/** Makes a database and its files what a backup says, brings them to this version, and looks the books over. */
export async function restoreCopy({ url, dataDir, file, secret, replace, tell }: Wish): Promise<Restored> {
  const archive = await ArchiveReader.open(file)
  const manifest = await readManifest(archive)
  const known = await migrationNames()
  const unknown = manifest.migrations.find((name) => !known.includes(name))
  if (unknown) throw new Error(`the backup is of a newer version of Fashionistas (${unknown}): restore it with that version`)
  await checkArchive(archive, manifest)
  tell('the file is whole')

  await withClient(url, async (client) => {
    const reason = await reasonNotTo(client, replace)
    if (reason) throw new Error(reason)
    await clear(client)
  })
  await migrate(url, { only: manifest.migrations })
  if (manifest.jobs !== null) await prepareJobs(url)
  tell(`the schema is that of ${manifest.migrations.at(-1)}`)
  const hasJobs = await withClient(url, async (client) => {
    const isSameJobs = manifest.jobs !== null && (await jobsVersion(client)) === manifest.jobs
    await loadTables(client, { archive, ...(await fitting(client, manifest, isSameJobs)) })
    return isSameJobs
  })
  tell('the rows are in, and equal what was saved')
  const { applied } = await migrate(url)
  await restoreFiles(archive, manifest, dataDir)
  const problems = await withClient(url, async (client) => {
    await client.query('analyze')
    return await auditCopy(client)
  })
  const isSameSecret = secret === undefined || manifest.secretMark === null ? undefined : markOf(secret) === manifest.secretMark
  return { manifest, upgradedBy: applied, hasJobs, isSameSecret, problems }
}

async function restoreFiles(archive: ArchiveReader, { files }: Manifest, dataDir: string): Promise<void> {
  for (const file of files) {
    const path = join(dataDir, file.path)
    await mkdir(dirname(path), { recursive: true })
    await pipeline(archive.read(filePart(file)), createWriteStream(path))
  }
}
