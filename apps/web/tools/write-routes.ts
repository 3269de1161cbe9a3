import { writeFileSync } from 'node:fs'
import { contract } from '@fashionistas/contract'

/** Writes src/shell/routes.ts: what a browser needs of the contract to call it, without the schemas (which weigh 60 kB compressed). */
const lines = Object.entries(contract).map(
  ([name, { route, ...rest }]) => `  ${name}: { route: '${route}'${'file' in rest ? ', isFile: true' : ''} },`,
)
const text = `/** Written by tools/write-routes.ts from the contract; api.test.ts holds the two together. */\nexport const routes = {\n${lines.join('\n')}\n} as const\n`
writeFileSync(new URL('../src/shell/routes.ts', import.meta.url), text)
