import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { ArchiveReader } from './archive-reader.ts'

export const manifestName = 'manifest.json'
/** Raised when an older program could not read what a newer one wrote. */
export const formatVersion = 1

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const name = z.string().regex(/^[a-z_][a-z0-9_]*$/)
const count = z.int().min(0)

const SavedTable = z.object({
  schema: name,
  name,
  /** Without those that the database computes. */
  columns: z.array(name).min(1),
  rows: count,
  /** Of the text that COPY gives, before it is compressed. */
  bytes: count,
  sha256,
})
const SavedSequence = z.object({
  schema: name,
  name,
  last: z
    .string()
    .regex(/^-?\d+$/)
    .nullable(),
})
/** A path inside the data folder, never out of it. */
const SavedFile = z.object({ path: z.string().regex(/^(?!.*(^|\/)\.\.(\/|$))[^/].*$/), bytes: count, sha256 })

const Manifest = z.object({
  product: z.literal('fashionistas'),
  format: z.literal(formatVersion, { error: 'it was written in another format' }),
  madeAt: z.iso.datetime(),
  postgres: z.string(),
  /** The files under migrations/ that had made the database what it was. */
  migrations: z.array(z.string()).min(1),
  /** The version of pg-boss's own schema, where a worker has run. */
  jobs: z.int().nullable(),
  secretMark: z.string().nullable(),
  tables: z.array(SavedTable).min(1),
  sequences: z.array(SavedSequence),
  files: z.array(SavedFile),
})
export type Manifest = z.infer<typeof Manifest>
export type SavedTable = Manifest['tables'][number]
export type SavedSequence = Manifest['sequences'][number]
export type SavedFile = Manifest['files'][number]

export async function readManifest(archive: ArchiveReader): Promise<Manifest> {
  if (!archive.has(manifestName)) throw new Error(`the backup is not whole: ${manifestName} is missing`)
  const parsed = Manifest.safeParse(JSON.parse(await archive.text(manifestName)))
  if (parsed.success) return parsed.data
  throw new Error(`this backup cannot be read: ${parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`)
}

export const tablePart = ({ schema, name: table }: Pick<SavedTable, 'schema' | 'name'>): string => `tables/${schema}.${table}.copy.zst`
export const filePart = ({ path }: Pick<SavedFile, 'path'>): string => `files/${path}`

/** Tells two secrets apart without telling them: the backup holds what one of them sealed, never the secret. */
export const markOf = (secret: string): string => createHmac('sha256', secret).update('fashionistas backup').digest('hex').slice(0, 16)
