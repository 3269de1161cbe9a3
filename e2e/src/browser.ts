import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { chromium, type Browser } from 'playwright-core'
import { findBrowser } from './browser-binary.ts'

type Wish = {
  /** A .y4m or .mjpeg file that the camera shows, for the scanner's journeys. */
  readonly cameraFile?: string
}

/** Not @sparticuz/chromium's own flags: they switch web security off, and CORS and CSP would go untested. */
export const browserFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-dev-shm-usage',
]

/** A headless browser on any machine that has one, or has npm. Close it when done. */
export async function launchBrowser({ cameraFile }: Wish = {}): Promise<Browser> {
  const found = await findBrowser()
  const args = [...browserFlags, ...(cameraFile === undefined ? [] : cameraFlags(cameraFile))]
  if ('channel' in found) return await chromium.launch({ channel: found.channel, args })
  return await chromium.launch({ executablePath: found.path, args, env: { ...definedEnv(), ...found.env, TMPDIR: browserScratch() } })
}

const cameraFlags = (file: string): readonly string[] => [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  `--use-file-for-fake-video-capture=${file}`,
]

/** Where a browser may leave its temporary files. */
export function browserScratch(): string {
  const folder = resolve(import.meta.dirname, '../../.tmp')
  mkdirSync(folder, { recursive: true })
  return folder
}

function definedEnv(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}
