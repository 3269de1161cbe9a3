import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { allTold, audit } from './audit.ts'
import { lines } from './lines.ts'
import { mixOf } from './mixed/acts.ts'
import { prepareGround } from './mixed/ground.ts'
import { openLoop, type Run, type Took } from './mixed/open-loop.ts'
import { withProduct, type ProductUnderTest } from './product-under-test.ts'
import { percentile, rounded, type Bench, type Result } from './report.ts'

const perSecond = 60
const warmSeconds = 5
const connections = 64
const root = join(import.meta.dirname, '../..')

type Measured = { readonly run: Run; readonly size: string; readonly problems: readonly string[] }

/**
 * A day of the platform at a fixed rate, three times in a row: on the demo season, on a tenth of the size, and on the size: 200 organizations,
 * 10,000 events and 1,000,000 tickets, times `scale`. Each on a database of its own, by the same processes on the same machine.
 */
export const mixed: Bench = async (product, { scale, seconds }) => await mixedOf(product, [scale / 10, scale], seconds)

/** The same with sizes of one's own, the largest last. */
export async function mixedOf(product: ProductUnderTest, scales: readonly number[], seconds: number): Promise<Result> {
  const { tell } = product
  const season = await measure(product, undefined, seconds)
  const grown: Measured[] = []
  for (const scale of scales) grown.push(await withProduct(tell, {}, (own) => measure({ ...own, tell }, scale, seconds)))
  const [before, last] = [grown.at(-2) ?? season, grown.at(-1) ?? season]
  tellTable(tell, [season, ...grown])
  const worst = slowest(last.run.took)
  return {
    figures: {
      readP95Ms: p95(last, 'read'),
      writeP95Ms: p95(last, 'write'),
      readP50Ms: p50(last, 'read'),
      writeP50Ms: p50(last, 'write'),
      slowestReadP95Ms: worst.p95Ms,
      perSecond: rounded(last.run.perSecond),
      growthOfReads: rounded(p95(last, 'read') / p95(before, 'read'), 2),
      growthOfWrites: rounded(p95(last, 'write') / p95(before, 'write'), 2),
    },
    comparedTo: {
      size: last.size,
      tenth: before.size,
      season: season.size,
      slowestRead: worst.name,
      seasonReadP95Ms: p95(season, 'read'),
      seasonWriteP95Ms: p95(season, 'write'),
      tenthReadP95Ms: p95(before, 'read'),
      tenthWriteP95Ms: p95(before, 'write'),
      goalReadP95Ms: 50,
      goalWriteP95Ms: 100,
      goalGrowth: 1.5,
    },
    problems: [season, ...grown].flatMap(({ problems }) => problems),
  }
}

async function measure(product: ProductUnderTest, scale: number | undefined, seconds: number): Promise<Measured> {
  await seed(product, scale)
  const size = await sizeOf(product)
  product.tell(`  ${size}`)
  product.gateway.approve('webhook')
  const ground = await prepareGround(product)
  const open = lines(product.url, connections)
  const mix = mixOf(open, ground)
  await openLoop(mix, { perSecond, seconds: warmSeconds })
  const run = await openLoop(mix, { perSecond, seconds })
  open.close()
  return { run, size, problems: [...(await problemsOf(product)), ...failuresOf(run, size)] }
}

/** By the product's own command, so that tickets are signed with its secret. */
async function seed({ env, tell }: ProductUnderTest, scale: number | undefined): Promise<void> {
  const startedAt = performance.now()
  const size = scale === undefined ? [] : ['--scale', String(scale)]
  await promisify(execFile)(process.execPath, [join(root, 'packages/server/src/main.ts'), 'seed', ...size], {
    cwd: root,
    env: { ...process.env, ...env },
    maxBuffer: 2 ** 26,
  })
  tell(`  seed ${size.join(' ')} ${((performance.now() - startedAt) / 1000).toFixed(0)} s`)
}

async function sizeOf({ database }: ProductUnderTest): Promise<string> {
  const { rows } = await database.query<{ organizations: string; events: string; tickets: string }>(
    'select (select count(*) from organizations) as organizations, (select count(*) from events) as events, (select count(*) from tickets) as tickets',
  )
  return Object.entries(rows[0] ?? {})
    .map(([what, count]) => `${Number(count).toLocaleString('en')} ${what}`)
    .join(', ')
}

async function problemsOf({ database }: ProductUnderTest): Promise<readonly string[]> {
  await allTold(database)
  const { rows } = await database.query<{ id: string }>('select distinct event_id as id from orders')
  const seen = await audit(
    database,
    rows.map(({ id }) => id),
  )
  return seen.problems
}

const failuresOf = ({ failures }: Run, size: string): readonly string[] =>
  failures.length === 0 ? [] : [`${failures.length} acts failed at ${size}; the first: ${failures[0]}`]

const timesOf = (took: readonly Took[], kind: Took['kind']): readonly number[] => took.filter((one) => one.kind === kind).map(({ tookMs }) => tookMs)
const p95 = ({ run }: Measured, kind: Took['kind']): number => percentile(timesOf(run.took, kind), 0.95)
const p50 = ({ run }: Measured, kind: Took['kind']): number => percentile(timesOf(run.took, kind), 0.5)

function slowest(took: readonly Took[]): { readonly name: string; readonly p95Ms: number } {
  const reads = Map.groupBy(
    took.filter(({ kind }) => kind === 'read'),
    ({ name }) => name,
  )
  const all = [...reads].map(([name, some]) => ({ name, p95Ms: p95Of(some) }))
  return all.toSorted((a, b) => b.p95Ms - a.p95Ms)[0] ?? { name: 'none', p95Ms: 0 }
}

const p95Of = (took: readonly Took[]): number =>
  percentile(
    took.map(({ tookMs }) => tookMs),
    0.95,
  )

/** Each operation at each size: median and p95, the season first. */
function tellTable(tell: ProductUnderTest['tell'], all: readonly Measured[]): void {
  const names = new Set(all.flatMap(({ run }) => run.took.map(({ kind, name }) => `${kind.padEnd(5)} ${name}`)))
  tell(`\n  ${'ms: median / p95'.padEnd(38)}${all.map(({ size }) => (size.split(', ').at(-1) ?? '').padStart(22)).join('')}`)
  for (const label of [...names].toSorted()) {
    const cells = all.map(({ run }) => {
      const times = run.took.filter(({ kind, name }) => `${kind.padEnd(5)} ${name}` === label).map(({ tookMs }) => tookMs)
      return `${percentile(times, 0.5)} / ${percentile(times, 0.95)}`.padStart(22)
    })
    tell(`  ${label.padEnd(38)}${cells.join('')}`)
  }
}
