import { parseArgs } from 'node:util'
import type { Proof } from './proof.ts'

/** Loaded when asked for: a proof of pages brings a browser, one of the database does not. */
const proofs: Readonly<Record<string, () => Promise<{ readonly prove: Proof }>>> = {
  model: () => import('./model.ts'),
  crash: () => import('./crash.ts'),
  webhooks: () => import('./webhooks.ts'),
  providers: () => import('./providers.ts'),
  database: () => import('./database.ts'),
  mutation: () => import('./mutation.ts'),
  backup: () => import('./backup.ts'),
  upgrade: () => import('./upgrade.ts'),
  auditor: () => import('./auditor.ts'),
  tenants: () => import('./tenants.ts'),
  fuzz: () => import('./fuzz.ts'),
  pages: () => import('./pages.ts'),
  start: () => import('./start.ts'),
}
const usage = `usage: npm run prove -- ${Object.keys(proofs).join('|')} [--json] [--runs n] [--seconds n] [--scale n] [--only text]`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    runs: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '20' },
    scale: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
})
const name = positionals[0] ?? ''
const load = proofs[name] ?? leave(usage)
const { prove } = await load()
const { figures, problems } = await prove({
  runs: whole(values.runs),
  seconds: whole(values.seconds),
  scale: whole(values.scale),
  only: values.only,
  tell: values.json ? console.error : console.log,
})
if (values.json) console.log(JSON.stringify({ proof: name, figures, problems }))
else {
  console.table(figures)
  for (const problem of problems) console.log(`BROKEN  ${problem}`)
  console.log(problems.length === 0 ? `${name}: holds` : `${name}: ${problems.length} broken`)
}
process.exit(problems.length > 0 ? 1 : 0)

function whole(text: string): number {
  const value = Number(text)
  return Number.isInteger(value) && value > 0 && value <= 100_000 ? value : leave(usage)
}

function leave(words: string): never {
  console.error(words)
  return process.exit(2)
}
