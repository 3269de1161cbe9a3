import { defineConfig } from 'vitest/config'

/** What Stryker changes this time, from `strykerScores`. */
const sources = (process.env['STRYKER_SOURCES'] ?? '').split(',').filter((path) => path !== '')
/** Signs 784 forged tokens for one proof: `token-exact` shows the same sign by sign. */
const slow = ['packages/server/src/door/token.test.ts']
const writesToPostgres = /\/(post|stock|hold)\.ts$/

/** `x.ts` is answered for by `x.test.ts` and `x-*.test.ts` beside it, and by nothing else: whole acts would take an hour. */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 1,
    globalSetup: sources.some((path) => writesToPostgres.test(path)) ? ['packages/server/test/global-setup.ts'] : [],
    include: sources.flatMap((path) => [path.replace(/\.ts$/, '.test.ts'), path.replace(/\.ts$/, '-*.test.ts')]),
    exclude: slow,
  },
})
