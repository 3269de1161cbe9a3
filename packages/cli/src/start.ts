import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { signInTable } from './demo-sign-ins.ts'
import { startProduct, type Product } from './product.ts'
import { root } from './root.ts'

const { values } = parseArgs({ options: { dev: { type: 'boolean', default: false } } })
const envFile = join(root, '.env')
if (existsSync(envFile)) process.loadEnvFile(envFile)
const environment = readEnvironment()
const steps: Readonly<Record<string, string>> = {
  web: 'Páginas listas · pages built',
  database: 'Base de datos lista · database ready',
  season: 'Temporada de demostración creada · demo season made',
  start: 'Servidores encendidos · servers up',
}

console.log('\nFashionistas está arrancando. · Fashionistas is starting.\n')
const startedAt = performance.now()
const leaving = new AbortController()
let product: Product | undefined
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void leave())
process.once('disconnect', () => void leave()) // whoever started us is gone

try {
  product = await startProduct({
    dataDir: environment.dataDir,
    port: environment.port,
    databaseUrl: environment.databaseUrl,
    web: values.dev ? 'dev' : 'built',
    signal: leaving.signal,
    tell: (line) => console.log(`  ${describe(line)}`),
    onEnd: fail,
  })
  greet(product)
} catch (error) {
  if (leaving.signal.aborted) process.exit(0)
  fail(error)
}

function greet({ url, env }: Product): void {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  console.log(`\n  ${env['PUBLIC_URL'] ?? url}\n`)
  console.log(signInTable(env))
  console.log(`Listo en ${seconds} s. Ctrl-C apaga todo. · Ready in ${seconds} s. Ctrl-C stops everything.\n`)
}

/** Ctrl-C may come while things still start: then the start is broken off, and what is up already is stopped. */
async function leave(): Promise<void> {
  if (leaving.signal.aborted) return
  console.log('\nApagando en orden. · Stopping in order.')
  leaving.abort(new Error('stopped while it started'))
  if (!product) return
  await product.stop()
  process.exit(0)
}

function fail(error: unknown): void {
  console.error(`\nFashionistas no puede seguir. · Fashionistas cannot go on.\n\n${error instanceof Error ? error.message : String(error)}\n`)
  console.error(`Registros · logs: ${join(environment.dataDir, 'logs')}\n`)
  process.exit(1)
}

function describe(line: string): string {
  const [step = '', ...rest] = line.split(' ')
  return `${steps[step] ?? step} (${rest.join(' ')})`
}

function readEnvironment(): { readonly port: number; readonly databaseUrl: string | undefined; readonly dataDir: string } {
  const { PORT, DATABASE_URL, DATA_DIR } = process.env
  const port = Number(PORT || 3000)
  if (Number.isInteger(port) && port > 0 && port < 65_536)
    return { port, databaseUrl: DATABASE_URL || undefined, dataDir: resolve(root, DATA_DIR || '.data') }
  console.error(`PORT no es un puerto · PORT is not a port: ${PORT}`)
  return process.exit(1)
}
