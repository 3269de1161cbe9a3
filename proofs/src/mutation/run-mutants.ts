import { Client } from 'pg'
import { chooseTests, readTests } from './choose-tests.ts'
import { codeMutants } from './code-mutants.ts'
import { copyOfSources, type Copy } from './copy.ts'
import type { CodeChange, Mutant } from './mutant.ts'
import { sqlMutants } from './sql-mutants.ts'
import { startTestRunner, type Noticed, type TestRunner } from './test-runner.ts'

export type Outcome = { readonly mutant: Mutant; readonly noticed: Noticed | undefined; readonly seconds: number }
export type Laboratory = {
  /** Everything that can be taken away: the rules of the migrated database, and those in the server's sources. */
  readonly mutants: readonly Mutant[]
  /** Takes one rule away, runs the tests that concern it until one fails, and puts the rule back. */
  attempt(mutant: Mutant): Promise<Outcome>
  /** Test files that fail though nothing was taken away: they notice nothing. */
  readonly broken: ReadonlyMap<string, string>
  close(): Promise<void>
}
type Ground = { readonly copy: Copy; readonly runner: TestRunner }

/** Who does not notice in these, the likeliest, would be found by chance only. */
const filesAtMost = 8
/** Demo data, pages and query plans: slow, and about other things. */
const outsideTheSlice = /\/demo\/|^apps\/|\/plans\.test/

/** A copy of the sources, one cluster and one Vitest for all mutants. */
export async function openLaboratory(): Promise<Laboratory> {
  const copy = copyOfSources()
  const runner = await startTestRunner(copy.folder)
  const ground = { copy, runner }
  const tests = readTests(
    copy,
    runner.files.filter((path) => !outsideTheSlice.test(path)),
  )
  const judge = testJudge(runner)
  const noticers = new Map<string, readonly string[]>()
  return {
    mutants: [...(await onCopyOfTemplate(runner, (client) => sqlMutants(client))), ...codeMutants(copy)],
    broken: judge.broken,
    async attempt(mutant) {
      const startedAt = performance.now()
      const known = noticers.get(mutant.kind) ?? []
      const noticed = await firstNoticer(ground, mutant, judge, chooseTests(mutant, tests, known))
      if (noticed && hasOwnTests(mutant)) noticers.set(mutant.kind, [noticed.file, ...known.filter((file) => file !== noticed.file)].slice(0, 3))
      return { mutant, noticed, seconds: (performance.now() - startedAt) / 1000 }
    },
    async close() {
      await runner.stop()
      copy.remove()
    },
  }
}

/** Rules of these kinds are shown together, in few files. */
const hasOwnTests = ({ kind }: Mutant) => kind !== 'signature' && kind !== 'permission'

type Judge = { readonly broken: Map<string, string>; isSound(file: string): Promise<boolean> }

/** A failing test proves something only when the same file passes with every rule in place. */
function testJudge(runner: TestRunner): Judge {
  const sound = new Set<string>()
  const broken = new Map<string, string>()
  return {
    broken,
    async isSound(file) {
      if (sound.has(file)) return true
      const failed = broken.has(file) ? undefined : await runner.firstFailure([file], runner.template)
      if (failed) broken.set(file, `${failed.test}: ${failed.because}`)
      else if (!broken.has(file)) sound.add(file)
      return sound.has(file)
    },
  }
}

async function firstNoticer(ground: Ground, mutant: Mutant, judge: Judge, files: readonly string[]): Promise<Noticed | undefined> {
  // One file at a time: most mutants are noticed by the first.
  for (const file of files.filter((one) => !judge.broken.has(one)).slice(0, filesAtMost)) {
    const noticed = await under(ground, mutant, file)
    if (!noticed || !(await judge.isSound(file))) continue
    // On a busy machine a test of something else may just have been late: it must fail again.
    if (hasOwnTests(mutant) || (await under(ground, mutant, file))?.test === noticed.test) return noticed
  }
  return undefined
}

async function under(ground: Ground, { change }: Mutant, file: string): Promise<Noticed | undefined> {
  if ('path' in change) return await underCode(ground, change, file)
  const { runner } = ground
  return await onCopyOfTemplate(runner, async (client, name, leave) => {
    await client.query(change.sql)
    await leave()
    return await runner.firstFailure([file], name)
  })
}

async function underCode({ copy, runner }: Ground, { path, text }: CodeChange, file: string): Promise<Noticed | undefined> {
  const whole = copy.read(path)
  copy.write(path, text)
  runner.changed(path)
  try {
    return await runner.firstFailure([file], runner.template)
  } finally {
    copy.write(path, whole)
    runner.changed(path)
  }
}

let copies = 0
type OnCopy<T> = (client: Client, name: string, leave: () => Promise<void>) => Promise<T>

/** A database like the template. It must be left before others can copy it. */
async function onCopyOfTemplate<T>({ postgresUrl, template }: TestRunner, work: OnCopy<T>): Promise<T> {
  const name = `mutant_${(copies += 1)}`
  await query(postgresUrl, `create database ${name} template ${template} strategy file_copy`)
  const own = new Client({ connectionString: Object.assign(new URL(postgresUrl), { pathname: `/${name}` }).href })
  await own.connect()
  let isLeft = false
  const leave = async () => {
    if (!isLeft) await own.end()
    isLeft = true
  }
  try {
    return await work(own, name, leave)
  } finally {
    await leave()
    await query(postgresUrl, `drop database ${name} with (force)`)
  }
}

async function query(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
