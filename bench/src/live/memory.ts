import { readFileSync } from 'node:fs'
import type { OwnProduct } from '../cluster/own-product.ts'

/** What the api processes hold in memory together; zero where there is no /proc. */
export function apiBytes({ pids }: OwnProduct): number {
  return Object.entries(pids())
    .filter(([name]) => /^api(-\d+)?$/.test(name))
    .reduce((total, [, pid]) => total + residentBytes(pid), 0)
}

function residentBytes(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
  } catch {
    return 0 // not a system with /proc
  }
}

/** How many files a process may have open; the soft limit is what counts. */
export function openFilesLimit(): number {
  try {
    return Number(/^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1] ?? 1024)
  } catch {
    return 1024
  }
}
