import { expect, test } from 'vitest'
import { toJSONSchema } from 'zod'
import english from '../texts/en.json' with { type: 'json' }
import spanish from '../texts/es-CO.json' with { type: 'json' }
import { contract, permissionsOfOrganizations, refusals, type Contract } from './index.ts'

const operations = Object.entries<Contract[string]>(contract)
const methodOf = (route: string): string => route.split(' ')[0] ?? ''
const pathOf = (route: string): string => route.split(' ')[1] ?? ''

/** POSTs that make or move nothing, or that are the same however often they are sent. A new POST belongs here only with such a reason. */
const repeatable: Readonly<Record<string, string>> = {
  claimOrders: 'what is claimed is claimed',
  createApiKey: 'its secret is shown once and never stored, so a repeat cannot have the same answer',
  publishEvent: 'a state: the second time is refused or the same',
  cancelEvent: 'a state; one refund for one cause',
  postponeEvent: 'a state',
  quoteOrder: 'reads',
  resendTickets: 'a message; limited',
  findMyOrders: 'a message; limited',
  settleRefund: 'a state: the second time is refused',
  scanTicket: 'carries its own scanId',
  undoScan: 'a state',
  retryMessage: 'a state',
}

test('X-05 every refusal has a title and a detail in both languages, and no text stands without its refusal', () => {
  const codes = Object.keys(refusals).toSorted()
  for (const texts of [spanish, english]) {
    expect(Object.keys(texts).toSorted()).toEqual(codes)
    for (const [code, words] of Object.entries(texts)) {
      expect([code, words.title.trim().length > 2, words.detail.trim().length > 5]).toEqual([code, true, true])
      expect([code, /[!¡]/.test(words.title + words.detail)]).toEqual([code, false])
    }
  }
})

test('X-05 the placeholders of a refusal are the same in both languages', () => {
  const names = (text: string) => [...text.matchAll(/\{(\w+)/g)].map((match) => match[1] ?? '').toSorted((a, b) => a.localeCompare(b))
  const details = (texts: Readonly<Record<string, { readonly detail: string }>>) =>
    Object.fromEntries(Object.entries(texts).map(([code, { detail }]) => [code, names(detail)]))
  expect(details(english)).toEqual(details(spanish))
})

test('X-10 every operation says only refusals that the product knows, each once', () => {
  for (const [name, { refusals: said = [] }] of operations) {
    expect([name, said.filter((code) => !Object.hasOwn(refusals, code))]).toEqual([name, []])
    expect([name, new Set(said).size]).toEqual([name, said.length])
  }
})

test('X-10 every route is written under /api/v1 and belongs to one operation, however its parameters are named', () => {
  const shapes = operations.map(([, { route }]) => route.replaceAll(/\{\w+\}/g, '{}'))
  expect(shapes.filter((shape, at) => shapes.indexOf(shape) !== at)).toEqual([])
  for (const [name, { route }] of operations)
    expect([name, /^(GET|POST|PUT|PATCH|DELETE) \/api\/v1(\/[a-z0-9.-]+|\/\{\w+\})+$/.test(route)]).toEqual([name, true])
})

test('X-10 a fixed path is never swallowed by a parameter of an operation that was declared before it', () => {
  for (const [at, [name, { route }]] of operations.entries()) {
    const concrete = pathOf(route).replaceAll(/\{\w+\}/g, 'x')
    const earlier = operations
      .slice(0, at)
      .filter(([, other]) => methodOf(other.route) === methodOf(route) && matches(pathOf(other.route), concrete, pathOf(route)))
    expect([name, earlier.map(([other]) => other)]).toEqual([name, []])
  }
})

function matches(pattern: string, concrete: string, own: string): boolean {
  const [theirs, words, mine] = [pattern.split('/'), concrete.split('/'), own.split('/')]
  return (
    theirs.length === words.length &&
    theirs.every((part, at) => (part.startsWith('{') ? true : part === words[at])) &&
    theirs.some((part, at) => part.startsWith('{') && !(mine[at] ?? '').startsWith('{'))
  )
}

test('X-10 what stands in a path is a required field of the input', () => {
  for (const [name, { route, input }] of operations) {
    const { properties = {}, required = [] } = toJSONSchema(input, { io: 'input', unrepresentable: 'any' })
    for (const [, field = ''] of pathOf(route).matchAll(/\{(\w+)\}/g))
      expect([name, field, field in properties, required.includes(field)]).toEqual([name, field, true, true])
  }
})

test('X-10 a query carries only plain values: no list and no object can be written into an address', () => {
  for (const [name, { route, input }] of operations) {
    if (methodOf(route) !== 'GET' && methodOf(route) !== 'DELETE') continue
    const { properties = {} } = toJSONSchema(input, { io: 'input', unrepresentable: 'any' })
    for (const [field, schema] of Object.entries(properties))
      expect([name, field, typeof schema === 'object' && (schema.type === 'array' || schema.type === 'object')]).toEqual([name, field, false])
  }
})

test('X-10 every POST that makes or moves something asks for an Idempotency-Key', () => {
  const without = operations.filter(([, { route, idempotency }]) => methodOf(route) === 'POST' && !idempotency).map(([name]) => name)
  expect(without.toSorted()).toEqual(Object.keys(repeatable).toSorted())
  expect(operations.filter(([, { route, idempotency }]) => idempotency && methodOf(route) !== 'POST').map(([name]) => name)).toEqual([])
})

test('X-10 what is changed under If-Match can be read with its ETag, and answers with a version', () => {
  for (const [name, { versioned, output }] of operations) {
    if (!versioned) continue
    expect([name, 'version' in (toJSONSchema(output, { io: 'output', unrepresentable: 'any' }).properties ?? {})]).toEqual([name, true])
  }
  expect(
    operations.filter(([, { versioned, refusals: said = [] }]) => versioned === 'change' && !said.includes('not_found')).map(([name]) => name),
  ).toEqual([])
})

test('X-02 every operation asks for a permission that exists, and only reading may be kept by shared caches', () => {
  const known = new Set<string>(['public', 'user', 'admin', ...permissionsOfOrganizations])
  for (const [name, { permission }] of operations) expect([name, known.has(permission)]).toEqual([name, true])
  expect(
    operations
      .filter(([, { permission, cacheSeconds, route }]) => cacheSeconds && (permission !== 'public' || methodOf(route) !== 'GET'))
      .map(([name]) => name),
  ).toEqual([])
})

test('X-10 every change without sign-in has a limit of its own', () => {
  expect(
    operations
      .filter(([, { permission, route, limit }]) => permission === 'public' && methodOf(route) !== 'GET' && limit === undefined)
      .map(([name]) => name),
  ).toEqual([])
})
