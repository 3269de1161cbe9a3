import { relative } from 'node:path'
import { createVitest, type TestModule } from 'vitest/node'
import type setup from '../../../packages/server/test/global-setup.ts'

/** The first test that failed. */
export type Noticed = { readonly file: string; readonly test: string; readonly because: string }
export type TestRunner = {
  readonly files: readonly string[]
  readonly postgresUrl: string
  /** The migrated database that each test file copies. */
  readonly template: string
  /** Runs these files, each on its own copy of the template, until a test fails. */
  firstFailure(files: readonly string[], template?: string): Promise<Noticed | undefined>
  /** A source changed on disk: it is read again. */
  changed(path: string): void
  stop(): Promise<void>
}

const cheapest = 'packages/server/test/database.test.ts'

/** Vitest kept running over one cluster, so that a mutant costs a second instead of ten. */
export async function startTestRunner(folder: string): Promise<TestRunner> {
  const options = { root: folder, config: `${folder}/vitest.config.ts`, project: ['server'], run: true, watch: false, bail: 1, maxWorkers: 1 }
  const vitest = await createVitest({ ...options, reporters: [{}] })
  await vitest.standalone()
  const project: Parameters<typeof setup>[0] = vitest.getProjectByName('server')
  const known = new Map((await vitest.globTestSpecifications()).map((one) => [relative(folder, one.moduleId), one]))

  async function firstFailure(files: readonly string[], template?: string): Promise<Noticed | undefined> {
    // Vitest remembers earlier runs, and would take a failure of then for one of now.
    vitest.state.filesMap.clear()
    vitest.state.idMap.clear()
    if (template !== undefined) project.provide('template', template)
    const { testModules } = await vitest.runTestSpecifications(files.flatMap((file) => known.get(file) ?? []))
    const [failed] = testModules.flatMap((one) => failureOf(relative(folder, one.moduleId), one))
    return failed
  }

  const failed = await firstFailure([cheapest])
  if (failed) throw new Error(`the tests do not run: ${failed.because}`)
  const { postgresUrl, template } = project.getProvidedContext()
  return {
    files: [...known.keys()].toSorted(),
    postgresUrl,
    template,
    firstFailure,
    changed: (path) => vitest.invalidateFile(`${folder}/${path}`),
    stop: () => vitest.close(),
  }
}

function failureOf(file: string, module: TestModule): Noticed[] {
  const [test] = module.children.allTests('failed')
  if (test) return [{ file, test: test.name, because: test.result().errors?.[0]?.message ?? '' }]
  const [error] = [...module.errors(), ...[...module.children.allSuites()].flatMap((suite) => suite.errors())]
  return error ? [{ file, test: '(while preparing)', because: error.message }] : []
}
