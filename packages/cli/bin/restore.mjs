import { runPrepared } from './prepare.mjs'

runPrepared('packages/cli/src/restore.ts')
