import { readdirSync, readFileSync } from 'node:fs'

/** Milliseconds of processor time that each part has used so far: on a machine that is shared, a truer measure than rates. */
export type ProcessorTime = Readonly<Record<'api' | 'worker' | 'postgres' | 'outside' | 'bench', number>>

const msPerTick = 10 // of /proc: USER_HZ is 100 on every Linux that we meet
type Seen = { readonly pid: number; readonly parent: number; readonly command: string; readonly ms: number }

/** Of the product that was started by this process. Zeros where there is no /proc. */
export function processorTime(): ProcessorTime {
  const seen = everyProcess()
  const family = descendants(seen, process.pid)
  const sum = (isOf: (each: Seen) => boolean): number => family.filter(isOf).reduce((total, { ms }) => total + ms, 0)
  const { user, system } = process.cpuUsage()
  return {
    api: sum(({ command }) => command.includes('main.ts\0api')),
    worker: sum(({ command }) => command.includes('main.ts\0worker')),
    postgres: sum(({ command }) => command.startsWith('postgres:') || command.includes('/postgres\0')),
    outside: sum(({ command }) => command.includes('simulators-child')),
    bench: (user + system) / 1000,
  }
}

/** What each part used between two looks, for one of `count` things that were done. */
export function perThing(before: ProcessorTime, after: ProcessorTime, count: number): ProcessorTime {
  const of = (part: keyof ProcessorTime): number => Math.round((100 * (after[part] - before[part])) / Math.max(1, count)) / 100
  return { api: of('api'), worker: of('worker'), postgres: of('postgres'), outside: of('outside'), bench: of('bench') }
}

function everyProcess(): readonly Seen[] {
  try {
    return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (look(Number(name)) ?? []) : []))
  } catch {
    return [] // no /proc on this system
  }
}

function look(pid: number): Seen | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [, parent, , , , , , , , , , user, system, childrenUser, childrenSystem] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const ticks = Number(user) + Number(system) + Number(childrenUser) + Number(childrenSystem)
    return { pid, parent: Number(parent), command: readFileSync(`/proc/${pid}/cmdline`, 'utf8'), ms: ticks * msPerTick }
  } catch {
    return undefined // it ended while we looked
  }
}

function descendants(seen: readonly Seen[], root: number): readonly Seen[] {
  const known = new Set([root])
  for (let grown = true; grown;) {
    const before = known.size
    for (const { pid, parent } of seen) if (known.has(parent)) known.add(pid)
    grown = known.size > before
  }
  return seen.filter(({ pid }) => known.has(pid) && pid !== root)
}
