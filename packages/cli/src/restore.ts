import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readPlace, withPlaceToWrite } from './backup/place.ts'
import { restoreCopy, type Restored } from './restore/restore-copy.ts'

const usage = `npm run restore -- FILE [--replace]

Makes the database of DATABASE_URL, or the embedded one of DATA_DIR, and the pictures beside it what FILE says; FILE comes from npm run backup.
The product must not run. A database with rows is refused; --replace throws away what is in it. It asks nothing, and ends with 0 when all is well.

FILE is read to its end before anything is touched. The rows go in with one transaction, are read back and compared with what was saved. A backup of an
older version is brought to this one. SECRET (or DATA_DIR/secret) must be the one of the time of the backup: what it sealed is in the file, it is not.`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean', short: 'h', default: false }, replace: { type: 'boolean', default: false } },
})
const [name] = positionals
if (values.help || name === undefined || positionals.length > 1) {
  console.log(usage)
  process.exit(values.help ? 0 : 2)
}
try {
  const startedAt = performance.now()
  const restored = await withPlaceToWrite(readPlace(), async ({ isOwn, ...place }) => {
    const file = resolve(process.env['INIT_CWD'] ?? '.', name)
    const done = await restoreCopy({ ...place, file, replace: values.replace, tell: (step) => console.log(`  ${step}`) })
    if (isOwn) writeFileSync(join(place.dataDir, 'season-made'), '') // else the next start would take it for a season that was broken off
    return done
  })
  tell(restored, (performance.now() - startedAt) / 1000)
  process.exit(restored.problems.length === 0 ? 0 : 1)
} catch (error) {
  console.error(`\nNo se restauró. · Nothing was restored.\n\n${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}

function tell({ manifest, upgradedBy, hasJobs, isSameSecret, problems }: Restored, seconds: number): void {
  const most = manifest.tables.toSorted((a, b) => b.rows - a.rows).slice(0, 8)
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  console.log(`\nRestaurado. · Restored, as of ${manifest.madeAt}.\n`)
  console.log(`  ${rows} rows of ${manifest.tables.length} tables, ${manifest.files.length} files in ${seconds.toFixed(1)} s`)
  console.log(`  ${most.map((table) => `${table.name} ${table.rows}`).join(', ')}`)
  if (upgradedBy.length > 0) console.log(`  brought to this version by ${upgradedBy.join(', ')}`)
  if (manifest.jobs !== null && !hasJobs) console.log('  the list of scheduled work is made anew by the next worker: pg-boss has another version')
  console.log(`\n${secretWords(isSameSecret)}`)
  for (const problem of problems) console.log(`\nDESCUADRE · NOT RIGHT: ${problem}`)
  console.log(problems.length === 0 ? '\nLibros e inventario cuadran. · Books and stock are right.\n' : '')
}

function secretWords(isSame: boolean | undefined): string {
  if (isSame === true) return 'SECRET es el mismo. · SECRET is the same.'
  if (isSame === undefined) return 'Arranca con el SECRET de entonces. · Start it with the SECRET of that time: here is none to compare.'
  return 'ATENCIÓN: SECRET es otro; las llaves de las boletas no se abrirán. · MIND: SECRET is another; the keys of the tickets will not open.'
}
