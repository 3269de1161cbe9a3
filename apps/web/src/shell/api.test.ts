import { contract } from '@fashionistas/contract'
import { expect, test } from 'vitest'
import { routes } from './routes.ts'

test('Q-09 the routes that a browser carries are those of the contract (if not: node apps/web/tools/write-routes.ts)', () => {
  const expected = Object.fromEntries(
    Object.entries(contract).map(([name, { route, ...rest }]) => [name, { route, ...('file' in rest ? { isFile: true } : {}) }]),
  )
  expect(routes).toEqual(expected)
})
