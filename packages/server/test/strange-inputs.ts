import fc from 'fast-check'
import { toJSONSchema, type core } from 'zod'
import { inputOf, operations, type Input, type OperationName } from './operation-inputs.ts'
import type { Season } from './season.ts'

type Schema = core.JSONSchema.BaseSchema

const words = [
  "'; drop table orders; --",
  '%27 or 1=1',
  '\u0000',
  'null',
  'NaN',
  '-1',
  '../../etc/passwd',
  '{{7*7}}',
  '<script>',
  '👗🏽‍♀️',
  '‮',
  'ñandú',
  'İ',
  '\uD800',
  '%',
  '_',
  '\\',
  '1e999',
  '0000-01-01T00:00:00Z',
  '9'.repeat(400),
  'x'.repeat(5000),
]
const numbers = [0, -0, -1, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER, 1e308, 0.1, 5e-324]
const instants = [
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '1969-12-31T23:59:59.999Z',
  '2026-11-02T15:00:00Z',
  '2026-12-24T00:00:00.123456789Z',
  '2028-02-29T23:59:59Z',
  '9999-12-31T23:59:59Z',
]
const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`)
const wild: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...words),
  fc.constantFrom(...numbers),
  fc.constantFrom(null, true, [], {}, [[[]]], { constructor: 1 }, JSON.parse('{"__proto__":{"x":1}}')),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(
    nested(40),
    nested(2_000),
    Array.from({ length: 3_000 }, () => 'x'),
    'ñ'.repeat(100_000),
  ),
)

/** What the schema allows, up to its edges: the constraints between fields, and those of the database, are the product's to keep. */
function fitting(schema: Schema | boolean | undefined, ids: readonly string[]): fc.Arbitrary<unknown> {
  if (typeof schema !== 'object') return wild
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fc.oneof(...choices.map((choice) => fitting(choice, ids)))
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.type === 'string') return text(schema, ids)
  if (schema.type === 'integer' || schema.type === 'number') return number(schema)
  if (schema.type === 'boolean') return fc.boolean()
  if (schema.type === 'null') return fc.constant(null)
  if (schema.type === 'array') return list(schema, ids)
  if (schema.type === 'object') return object(schema, ids)
  return wild
}

function list({ items, minItems = 0, maxItems = 3 }: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  return fc.array(fitting(Array.isArray(items) ? items[0] : items, ids), {
    minLength: minItems,
    maxLength: Math.max(minItems, Math.min(maxItems, 3)),
  })
}

function text({ format, minLength = 0, maxLength = 300 }: Schema, ids: readonly string[]): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...ids) }, { weight: 1, arbitrary: fc.uuid() })
  if (format === 'date-time')
    return fc.oneof(
      fc.constantFrom(...instants),
      fc.date({ noInvalidDate: true, min: new Date('2020-01-01'), max: new Date('2040-01-01') }).map((date) => date.toISOString()),
    )
  if (format === 'email') return fc.constantFrom('a@b.co', 'MAYUS@EXAMPLE.CO', `${'x'.repeat(60)}@example.co`)
  if (format === 'uri') return fc.constantFrom('https://example.co', 'javascript:alert(1)', 'https://ñ.co/?q=1')
  const length = { minLength: Math.min(minLength, maxLength), maxLength: Math.min(maxLength, 300) }
  return fc.oneof(
    fc.string({ unit: 'grapheme', ...length }),
    fc
      .constantFrom(...words, '+573001234567', 'x'.repeat(Math.min(maxLength, 9000)))
      .filter((word) => word.length >= minLength && word.length <= maxLength),
  )
}

function number({ type, minimum, maximum }: Schema): fc.Arbitrary<number> {
  const [min, max] = [minimum ?? Number.MIN_SAFE_INTEGER, maximum ?? Number.MAX_SAFE_INTEGER]
  const edges = [min, max, ...numbers].filter((value) => value >= min && value <= max && (type === 'number' || Number.isInteger(value)))
  return fc.oneof(
    fc.constantFrom(...edges),
    type === 'integer' ? fc.integer({ min: Math.max(min, -5), max: Math.min(max, 1000) }) : fc.double({ min, max, noNaN: true }),
  )
}

function object({ properties, required = [], additionalProperties }: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  if (!properties)
    return fc.dictionary(
      fc.constantFrom('title', 'startsAt', 'types', 'members', 'capacity', 'agenda', 'slug', 'x'),
      typeof additionalProperties === 'object' && Object.keys(additionalProperties).length > 0 ? fitting(additionalProperties, ids) : wild,
      { maxKeys: 4 },
    )
  return fc.record(Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, fitting(schema, ids)])), { requiredKeys: required })
}

/** Inputs of an operation: wholly made from its schema, or right ones with one field that is at the edge, absurd, endless or missing. */
export function strangeInputs(
  name: OperationName,
  season: Season,
  { count, seed }: { readonly count: number; readonly seed: number },
): readonly Input[] {
  const input = operations[name]?.input
  if (!input) return []
  const schema = toJSONSchema(input, { io: 'input', unrepresentable: 'any' })
  const ids = [...Object.values(season.ids).filter((id) => /^[\da-f-]{36}$/.test(id)), season.others.draftId, season.others.heldOrderId]
  const right = inputOf(name, season)
  const fields = Object.entries(schema.properties ?? {})
  const made = object(schema, ids).map((value) => ({ ...Object(value) }))
  const bent =
    fields.length === 0
      ? made
      : fc
          .constantFrom(...fields)
          .chain(([field, inner]) =>
            fc.oneof(
              { weight: 3, arbitrary: fitting(inner, ids).map((value) => ({ ...right, [field]: value })) },
              { weight: 2, arbitrary: wild.map((value) => ({ ...right, [field]: value })) },
              { weight: 1, arbitrary: fc.constant(Object.fromEntries(Object.entries(right).filter(([other]) => other !== field))) },
            ),
          )
  return fc.sample(fc.oneof({ weight: 1, arbitrary: made }, { weight: 2, arbitrary: bent }), { numRuns: count, seed })
}
