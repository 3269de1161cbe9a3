import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { root } from '../../../packages/cli/src/root.ts'
import { temporaryFolder } from '../../../packages/cli/src/temporary-folder.ts'

const leftOut = new Set(['node_modules', '.git', '.data', '.tmp', 'coverage', 'test-results', 'public', '.stryker-tmp'])
const scope = '@fashionistas'

/** The sources as they are now, to be spoiled: nothing is ever written into the tree that people work in. */
export type Copy = { readonly folder: string; read(path: string): string; write(path: string, text: string): void; remove(): void }

export function copyOfSources(): Copy {
  const folder = temporaryFolder('mutation')
  cpSync(root, folder, { recursive: true, filter: (path) => !leftOut.has(basename(path)) && !basename(path).startsWith('.next') })
  linkPackages(folder)
  for (const workspace of ['packages', 'apps'].flatMap((group) => readdirSync(join(root, group)).map((name) => join(group, name)))) {
    const own = join(root, workspace, 'node_modules')
    if (existsSync(own)) symlinkSync(own, join(folder, workspace, 'node_modules'))
  }
  return {
    folder,
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    write: (path, text) => writeFileSync(join(folder, path), text),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** What npm installed is shared, except our own packages: their links lead into the copy. */
function linkPackages(folder: string): void {
  const installed = join(root, 'node_modules')
  mkdirSync(join(folder, 'node_modules', scope), { recursive: true })
  for (const name of readdirSync(installed)) {
    if (name === scope || name.startsWith('.vite')) continue
    symlinkSync(join(installed, name), join(folder, 'node_modules', name))
  }
  for (const name of readdirSync(join(installed, scope))) {
    const home = ['packages', 'apps', '.'].map((group) => join(folder, group, name)).find((path) => existsSync(path))
    if (home) symlinkSync(home, join(folder, 'node_modules', scope, name))
  }
}
