import { randomUUID } from 'node:crypto'
import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { allTold, audit } from '@fashionistas/bench/src/audit.ts'
import { openGateway, type Gateway } from '@fashionistas/bench/src/gateway.ts'
import { percentile, rounded } from '@fashionistas/bench/src/report.ts'
import { backUp } from '@fashionistas/cli/src/backup/back-up.ts'
import { ArchiveReader } from '@fashionistas/cli/src/backup/archive-reader.ts'
import { readManifest, type Manifest } from '@fashionistas/cli/src/backup/manifest.ts'
import type { Wish } from '@fashionistas/bench/src/buyer.ts'
import type { Proved } from '../proof.ts'
import { differences, fingerprint, shapeOf, type Fingerprint } from './fingerprint.ts'
import { databaseOf, newFolder, openInstallation, runCommand, withPool } from './installation.ts'
import { multiply } from './multiply.ts'
import { openShop, sellWhile } from './shop.ts'
import { startPostgres } from '@fashionistas/cli/src/postgres.ts'
import { ownDatabase } from '@fashionistas/cli/src/product-database.ts'
import type pg from 'pg'

export type Drill = { readonly tickets: number; readonly buyers: number; readonly tell: (step: string) => void }
const lookEveryMs = 100
const wantedOnTheCopy = 20
type Taken = {
  readonly wish: Wish
  readonly seen: Fingerprint
  readonly shape: ReadonlySet<string>
  readonly tickets: number
  readonly backupSeconds: number
  readonly ordersMeanwhile: number
  readonly holdMs: readonly number[]
}

/** Backs up a product that sells, loses it, restores it into a new place, and sells there. */
export async function drill({ tickets, buyers, tell }: Drill): Promise<Proved> {
  const [from, into] = [newFolder('backup'), newFolder('restored')]
  const file = join(from, `${randomUUID()}.tar`)
  const gateway = await openGateway()
  try {
    const taken = await takeBackup({ dataDir: from, file, tickets, buyers, tell }, gateway)
    const restored = await runCommand('restore', into, [file])
    tell(restored.output)
    if (restored.code !== 0) return { figures: {}, problems: [`the restore ended with ${restored.code}: ${restored.output}`] }
    const again = await compareAgain(into, file)
    const life = await liveOn(into, taken, gateway, tell)
    return {
      figures: {
        tickets: taken.tickets,
        rows: rowsOf(again.manifest),
        tables: again.manifest.tables.length,
        backupSeconds: rounded(taken.backupSeconds),
        restoreSeconds: rounded(restored.seconds),
        fileMegabytes: rounded(statSync(file).size / 1e6),
        ordersSoldMeanwhile: taken.ordersMeanwhile,
        holdP99MsMeanwhile: percentile(taken.holdMs, 0.99),
        ordersSoldOnTheCopy: life.orders,
      },
      problems: [...(taken.ordersMeanwhile === 0 ? ['nothing was sold while the backup ran'] : []), ...again.problems, ...life.problems],
    }
  } finally {
    await gateway.stop()
    for (const folder of [from, into]) rmSync(folder, { recursive: true, force: true })
  }
}

type Taking = Drill & { readonly dataDir: string; readonly file: string }

async function takeBackup({ dataDir, file, tickets, buyers, tell }: Taking, gateway: Gateway): Promise<Taken> {
  const product = await openInstallation(dataDir, gateway, tell)
  try {
    const url = databaseOf(product)
    const there = await withPool(url, async (database) => await multiply(database, tickets))
    tell(`  ${there} tickets`)
    const wish = await openShop(product.url)
    await sellWhile(product.url, { wish, buyers }, async () => await firstOrders(url)) // so that the copy has orders in every state of a sale
    let seen: Fingerprint = new Map()
    let [startedAt, seconds] = [performance.now(), 0]
    const { orders, holdMs } = await sellWhile(product.url, { wish, buyers }, async () => {
      const beside = async (snapshot: string): Promise<void> => {
        seen = await fingerprint(url, snapshot)
        startedAt = performance.now() // what the proof looked up is no part of a backup
      }
      await backUp({ url, dataDir, file, secret: product.env['SECRET'], beside })
      seconds = (performance.now() - startedAt) / 1000
    })
    return { wish, seen, shape: await shapeOf(url), tickets: there, backupSeconds: seconds, ordersMeanwhile: orders, holdMs }
  } finally {
    await product.stop()
  }
}

async function firstOrders(url: string): Promise<void> {
  await withPool(url, async (database) => {
    const endsAt = performance.now() + 60_000
    while (performance.now() < endsAt) {
      const { rowCount } = await database.query(
        "select from orders o join events e on e.id = o.event_id and e.slug like 'una-venta%' where o.state = 'paid' limit 5",
      )
      if (rowCount === 5) return
      await pause(lookEveryMs)
    }
    throw new Error('nobody got tickets within a minute')
  })
}

/** A backup of the copy, made while its product stands, has the same rows by its own hashes; a second restore over it is refused. */
async function compareAgain(into: string, file: string): Promise<{ readonly manifest: Manifest; readonly problems: readonly string[] }> {
  const second = join(into, 'again.tar')
  const made = await runCommand('backup', into, [second])
  const [manifest, again] = [
    await readManifest(await ArchiveReader.open(file)),
    made.code === 0 ? await readManifest(await ArchiveReader.open(second)) : undefined,
  ]
  const hashes = new Map(again?.tables.map((table) => [`${table.schema}.${table.name}`, table.sha256]))
  const refused = await runCommand('restore', into, [file])
  return {
    manifest,
    problems: [
      ...(made.code === 0 ? [] : [`the backup of the copy ended with ${made.code}: ${made.output}`]),
      ...manifest.tables.flatMap(({ schema, name, sha256 }) =>
        hashes.get(`${schema}.${name}`) === sha256 ? [] : [`${schema}.${name} of the copy's own backup differs`],
      ),
      ...(refused.code === 1 && refused.output.includes('is not empty') ? [] : [`a restore over rows was not refused: ${refused.output}`]),
    ],
  }
}

/** The product starts on the copy and sells; what it writes begins after what was copied. */
async function liveOn(
  into: string,
  taken: Taken,
  gateway: Gateway,
  tell: (step: string) => void,
): Promise<{ readonly orders: number; readonly problems: readonly string[] }> {
  const copy = await beforeItLives(into, taken)
  const product = await openInstallation(into, gateway, tell)
  try {
    const url = databaseOf(product)
    return await withPool(url, async (database) => {
      const { orders } = await sellWhile(product.url, { wish: taken.wish, buyers: 4 }, async () => await moreOrders(database, taken.wish, copy.paid))
      await allTold(database)
      const { problems } = await audit(database, [taken.wish.eventId])
      return { orders, problems: [...copy.problems, ...problems] }
    })
  } finally {
    await product.stop()
  }
}

/** Rows and schema of the copy, while nobody works there. */
async function beforeItLives(into: string, { wish, seen, shape }: Taken): Promise<{ readonly paid: number; readonly problems: readonly string[] }> {
  const server = await startPostgres({ dataDir: join(into, 'postgres'), durable: true })
  try {
    const url = await ownDatabase(server)
    const there = await shapeOf(url)
    const lost = [...shape].filter((line) => !there.has(line)).map((line) => `the copy lacks ${line}`)
    const gained = [...there].filter((line) => !shape.has(line)).map((line) => `the copy alone has ${line}`)
    const { paid } = await withPool(url, async (database) => await audit(database, [wish.eventId]))
    const unseen = seen.size === 0 ? ['no table was compared'] : []
    return { paid, problems: [...unseen, ...differences(seen, await fingerprint(url)), ...lost, ...gained] }
  } finally {
    await server.stop()
  }
}

async function moreOrders(database: pg.Pool, { eventId }: Wish, paid: number): Promise<void> {
  const endsAt = performance.now() + 60_000
  while (performance.now() < endsAt) {
    const { rows } = await database.query<{ count: string }>("select count(*) from orders where event_id = $1 and state = 'paid'", [eventId])
    if (Number(rows[0]?.count) >= paid + wantedOnTheCopy) return
    await pause(lookEveryMs)
  }
  throw new Error('nobody got tickets of the copy within a minute')
}

const rowsOf = ({ tables }: Manifest): number => tables.reduce((sum, { rows }) => sum + rows, 0)
