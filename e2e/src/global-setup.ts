import { startProduct } from '@fashionistas/cli/src/product.ts'
import { temporaryFolder } from '@fashionistas/cli/src/temporary-folder.ts'
import { rmSync } from 'node:fs'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    readonly productUrl: string
    readonly productEnv: Readonly<Record<string, string>>
  }
}

/** The whole product once for all journeys: built pages, simulators, demo season, on free ports and a database in memory. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const dataDir = temporaryFolder('e2e')
  const product = await startProduct({
    dataDir,
    storage: 'memory',
    env: { RATE_LIMIT_FACTOR: '1000' },
    onEnd: (reason) => console.error(reason.message),
  })
  provide('productUrl', product.url)
  provide('productEnv', product.env)
  return async () => {
    await product.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
