import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { withLock } from './file-lock.ts'
import { root } from './root.ts'

export const webFolder = join(root, 'apps/web')
const output = join(webFolder, '.next')
const stamp = join(output, '.source-hash')
const sources = ['apps/web/{app,src,public,messages,tools}/**', 'apps/web/*.*', 'packages/contract/{src,texts}/**', 'package-lock.json']
/** Written by Next and TypeScript themselves. */
const generated = new Set(['apps/web/next-env.d.ts', 'apps/web/tsconfig.tsbuildinfo'])

/** Builds the web app if it was never built or its sources have changed since; says whether it did. */
export async function buildWeb(signal?: AbortSignal): Promise<{ readonly built: boolean }> {
  return await withLock(join(root, '.tmp/web-build.lock'), async () => {
    const hash = sourceHash()
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return { built: false }
    rmSync(stamp, { force: true })
    await build(signal)
    writeFileSync(stamp, hash)
    return { built: true }
  })
}

export function nextProgram(): string {
  return createRequire(join(webFolder, 'package.json')).resolve('next/dist/bin/next')
}

async function build(signal: AbortSignal | undefined): Promise<void> {
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' } as const
  const child = spawn(process.execPath, [nextProgram(), 'build'], {
    cwd: webFolder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(signal ? { signal } : {}),
  })
  const lines: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => lines.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => lines.push(chunk))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`The web app does not build:\n${Buffer.concat(lines).toString('utf8').slice(-6_000)}`)
}

/** Content, not times: a fresh clone or a checkout touches every file. The public address is baked into static pages. */
export function sourceHash(): string {
  const files = globSync(sources, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !generated.has(path.slice(root.length + 1)))
    .toSorted()
  if (files.length === 0) throw new Error('the web app has no sources: the clone is not whole')
  const hash = createHash('sha256').update(process.env['PUBLIC_URL'] ?? '')
  for (const path of files) hash.update(path.slice(root.length)).update(readFileSync(path))
  return hash.digest('hex')
}
