import { contract, type Contract } from '@fashionistas/contract'
import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { docsPage } from './docs-page.ts'
import { openapi } from './openapi.ts'

const document = openapi(contract, 'https://fashionistas.co')
const operations = Object.entries<Contract[string]>(contract)

/** Reads what lies at a path of names inside plain data. */
const at = (value: unknown, ...names: readonly string[]): unknown =>
  names.reduce<unknown>(
    (inner, name) => (typeof inner === 'object' && inner !== null ? Object.entries(inner).find(([key]) => key === name)?.[1] : undefined),
    value,
  )

test('X-10 the document of the whole product is valid OpenAPI 3.1', async () => {
  const validator = new Validator()
  const result = await validator.validate(JSON.parse(JSON.stringify(document)))
  expect(result).toEqual({ valid: true })
  expect(validator.version).toBe('3.1')
})

test('X-10 every operation of the contract stands in the document under its route, with its name and permission', () => {
  for (const [name, { route, permission }] of operations) {
    const [method = '', path = ''] = route.split(' ')
    const found = at(document, 'paths', path, method.toLowerCase())
    expect([name, at(found, 'operationId'), at(found, 'x-permission')]).toEqual([name, name, permission])
  }
  const count = Object.values(at(document, 'paths') ?? {}).reduce((sum: number, methods: unknown) => sum + Object.keys(Object(methods)).length, 0)
  expect(count).toBe(operations.length)
})

test('X-10 the document names every refusal that an operation can say, under its status', () => {
  for (const [name, { route, refusals = [] }] of operations) {
    const [method = '', path = ''] = route.split(' ')
    const responses = JSON.stringify(at(document, 'paths', path, method.toLowerCase(), 'responses'))
    expect([name, refusals.filter((code) => !responses.includes(`"${code}"`))]).toEqual([name, []])
  }
})

test('X-10 the document asks for the headers that the kernel asks for', () => {
  const headersOf = (name: keyof typeof contract) => {
    const [method = '', path = ''] = contract[name].route.split(' ')
    return JSON.stringify(at(document, 'paths', path, method.toLowerCase(), 'parameters'))
  }
  expect(headersOf('placeOrder')).toContain('"Idempotency-Key"')
  expect(headersOf('createPool')).toContain('"Idempotency-Key"')
  expect(headersOf('changeEvent')).toContain('"If-Match"')
  expect(headersOf('getEvent')).not.toMatch(/Idempotency-Key|If-Match/)
})

test('X-10 the readable docs have every operation, without a script and with everything escaped', () => {
  const page = docsPage(document)
  for (const [name, { route }] of operations)
    expect([name, page.includes(`id="${name}"`), page.includes(`<code>${route.split(' ')[1]}</code>`)]).toEqual([name, true, true])
  expect(page).not.toMatch(/<script|javascript:|https?:\/\/(?!fashionistas\.co)[^"<\s]*\.(js|css)/)
  expect(docsPage({ paths: { '/x': { get: { operationId: 'x', summary: '<script>alert(1)</script>' } } } })).not.toContain('<script>')
})
