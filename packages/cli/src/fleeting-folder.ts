import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'

export type FleetingFolder = { readonly path: string; remove(): void }

/**
 * A folder for one trial, named after the prefix. When this process ends without having removed it, even by kill -9 or because a test took too
 * long, a shell that waits for the end of our pipe ends the databases that run in it and removes it.
 */
export function fleetingFolder(prefix: string): FleetingFolder {
  mkdirSync(dirname(prefix), { recursive: true })
  const path = mkdtempSync(prefix)
  chmodSync(path, 0o755) // else PostgreSQL, which does not run as root, would put its data somewhere else
  const guard = process.platform === 'win32' ? undefined : guardOver(path)
  return {
    path,
    remove: () => {
      guard?.kill('SIGKILL')
      rmSync(path, { recursive: true, force: true })
    },
  }
}

/** A number in an old file may belong to another program by now: only a PostgreSQL is ended. */
const script = `read -r _
find "$0" -name postmaster.pid 2>/dev/null | while read -r file; do
  read -r pid < "$file"
  case "$(cat "/proc/$pid/comm" 2>/dev/null || ps -p "$pid" -o comm= 2>/dev/null)" in *postgres*) kill -QUIT "$pid" ;; esac
done
sleep 1
rm -rf "$0"`

function guardOver(path: string) {
  const guard = spawn('/bin/sh', ['-c', script, path], { cwd: '/', detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
  guard.unref()
  return guard
}
