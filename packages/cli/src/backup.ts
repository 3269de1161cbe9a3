import { mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { backUp, type Saved } from './backup/back-up.ts'
import { readPlace, withPlaceToRead } from './backup/place.ts'

const usage = `npm run backup [-- FILE]

Copies the database of DATABASE_URL, or the embedded one of DATA_DIR, and the pictures beside it into one file, as they are at one instant.
The product may run meanwhile. Without FILE: DATA_DIR/backups/fashionistas-<date>.tar. It asks nothing, and ends with 0 when the file is whole.

The file is a tar: manifest.json says what is in it, tables/*.copy.zst are PostgreSQL's COPY as text. It holds people's data: keep it where
only you can read it. Not in it, on purpose: SECRET (or DATA_DIR/secret). Keep that elsewhere; without it the keys of the tickets stay sealed.
Back again: npm run restore -- FILE`

const { values, positionals } = parseArgs({ allowPositionals: true, options: { help: { type: 'boolean', short: 'h', default: false } } })
if (values.help || positionals.length > 1) {
  console.log(usage)
  process.exit(values.help ? 0 : 2)
}
try {
  const startedAt = performance.now()
  await withPlaceToRead(readPlace(), async (place) => {
    const file = resolve(process.env['INIT_CWD'] ?? '.', positionals[0] ?? join(place.dataDir, 'backups', `fashionistas-${stamp(new Date())}.tar`))
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    tell(file, await backUp({ ...place, file }), (performance.now() - startedAt) / 1000)
  })
  process.exit(0)
} catch (error) {
  console.error(`\nNo hay respaldo. · There is no backup.\n\n${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}

function tell(file: string, { manifest, fileBytes }: Saved, seconds: number): void {
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  console.log(`\nRespaldo listo. · Backup ready.\n\n  ${file}`)
  console.log(
    `  ${rows} rows of ${manifest.tables.length} tables, ${manifest.files.length} files, ${(fileBytes / 1e6).toFixed(1)} MB in ${seconds.toFixed(1)} s`,
  )
  console.log(`  schema ${manifest.migrations.at(-1)}, PostgreSQL ${manifest.postgres}\n`)
  console.log(
    'Guarda SECRET aparte: sin él, las llaves de las boletas no se abren. · Keep SECRET apart: without it the keys of the tickets cannot be opened.',
  )
  console.log(`Para volver · to go back: npm run restore -- ${file}\n`)
}

function stamp(now: Date): string {
  return now.toISOString().slice(0, 19).replaceAll(':', '-')
}
