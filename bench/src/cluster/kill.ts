import { randomUUID } from 'node:crypto'
import type { OwnProduct } from './own-product.ts'
import { until } from './patience.ts'

export type Killed = {
  readonly names: readonly string[]
  readonly at: Date
  readonly pids: Readonly<Record<string, number>>
}
const recoveryDeadlineMs = 90_000

/** kill -9: no process can prepare for it. */
export function killHard({ pids }: OwnProduct, names: readonly string[]): Killed {
  const before = pids()
  const at = new Date()
  for (const name of names) {
    const pid = before[name]
    if (pid === undefined) throw new Error(`no process ${name} among ${Object.keys(before).join(', ')}`)
    process.kill(pid, 'SIGKILL')
  }
  return { names, at, pids: before }
}

/** The seconds from the kill until all that was killed runs again, every api answers, and what happens is handed on. */
export async function recovered(product: OwnProduct, killed: Killed): Promise<number> {
  let beat: string | undefined
  await until(recoveryDeadlineMs, async () => {
    const now = product.pids()
    const away = killed.names.find((name) => now[name] === undefined || now[name] === killed.pids[name])
    if (away) return `${away} was not started anew`
    for (const url of product.urls) if (!(await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) })).ok) return `${url} is not ready`
    beat ??= await tellBeat(product)
    const { rowCount } = await product.database.query('select from outbox where id = $1 and position is not null', [beat])
    return rowCount === 1 ? undefined : 'nobody hands on what happens'
  })
  return (Date.now() - killed.at.getTime()) / 1000
}

/** A happening that concerns nobody: a worker that lives hands it on. */
async function tellBeat({ database }: OwnProduct): Promise<string> {
  const id = randomUUID()
  await database.query(`select private.emit($1, 'proof.beat', null, '{}'::jsonb, '{}'::text[], now())`, [id])
  return id
}

/** Who was not killed must not have died beside the others. */
export function bystanders({ pids }: OwnProduct, killed: Killed): readonly string[] {
  const now = pids()
  return Object.keys(killed.pids).filter((name) => !killed.names.includes(name) && now[name] !== killed.pids[name])
}
