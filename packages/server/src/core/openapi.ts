import { refusals, type Contract, type Operation, type RefusalCode } from '@fashionistas/contract'
import { toJSONSchema } from 'zod'
import type { $ZodType } from 'zod/v4/core'

type Schema = Record<string, unknown>
const always: readonly RefusalCode[] = ['input_invalid', 'rate_limited', 'internal']

/** The contract as OpenAPI 3.1, whose schemas are JSON Schema 2020-12. */
export function openapi(contract: Contract, serverUrl: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const [name, operation] of Object.entries(contract)) {
    const [method = 'GET', path = '/'] = operation.route.split(' ')
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationObject(name, operation, method, path) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Fashionistas',
      version: '1',
      description: 'Events, tickets, payments and the door. Money is integer minor units; times are UTC; ids are UUIDv7.',
    },
    servers: [{ url: serverUrl }],
    paths,
    components: {
      schemas: { Problem: problemSchema },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'fashionistas.session_token' },
        key: { type: 'http', scheme: 'bearer', description: 'An API key of an organization' },
      },
    },
  }
}

function operationObject(name: string, operation: Operation, method: string, path: string): Schema {
  const input = schemaOf(operation.input, 'input')
  const properties = objectOf(input['properties'])
  const required = new Set(Array.isArray(input['required']) ? input['required'].map(String) : [])
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
  const rest = Object.keys(properties).filter((property) => !inPath.includes(property))
  const inQuery = method === 'GET' || method === 'DELETE'
  const parameter = (property: string, place: string) => ({
    name: property,
    in: place,
    required: place === 'path' || required.has(property),
    schema: properties[property] ?? { type: 'string' },
  })
  const header = (label: string, isRequired: boolean, description: string) => ({
    name: label,
    in: 'header',
    required: isRequired,
    description,
    schema: { type: 'string' },
  })
  const parameters = [
    ...inPath.map((property) => parameter(property, 'path')),
    ...(inQuery ? rest.map((property) => parameter(property, 'query')) : []),
    ...(operation.idempotency ? [header('Idempotency-Key', true, 'Same key and same body: same answer')] : []),
    ...(operation.versioned === 'change' ? [header('If-Match', true, 'The ETag that was read')] : []),
  ]
  const body = Object.fromEntries(rest.map((property) => [property, properties[property]]))
  return {
    operationId: name,
    summary: operation.summary,
    tags: [path.split('/')[3] ?? 'api'],
    security: operation.permission === 'public' ? [{}, { session: [] }, { key: [] }] : [{ session: [] }, { key: [] }],
    'x-permission': operation.permission,
    parameters,
    ...(inQuery || rest.length === 0
      ? {}
      : {
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  properties: body,
                  required: rest.filter((property) => required.has(property)),
                  ...(input['$defs'] ? { $defs: input['$defs'] } : {}),
                },
              },
            },
          },
        }),
    responses: { 200: success(operation), ...problems(operation) },
  }
}

function success(operation: Operation): Schema {
  const content = operation.file
    ? Object.fromEntries(operation.file.map((type) => [type, { schema: { type: 'string', contentEncoding: 'binary' } }]))
    : { 'application/json': { schema: schemaOf(operation.output, 'output') } }
  return { description: 'Done', ...(operation.versioned ? { headers: { ETag: { schema: { type: 'string' } } } } : {}), content }
}

function problems(operation: Operation): Record<string, Schema> {
  const codes: RefusalCode[] = [
    ...always,
    ...(operation.refusals ?? []),
    ...(operation.permission === 'public' ? [] : (['sign_in_needed', 'permission_missing'] as const)),
    ...(operation.versioned === 'change' ? (['version_missing', 'version_stale'] as const) : []),
    ...(operation.idempotency ? (['idempotency_key_missing', 'idempotency_key_reused'] as const) : []),
  ]
  const byStatus = Map.groupBy(new Set(codes), (code) => refusals[code])
  return Object.fromEntries(
    [...byStatus].map(([status, list]) => [
      String(status),
      {
        description: list.join(', '),
        content: {
          'application/problem+json': { schema: { allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { code: { enum: list } } }] } },
        },
      },
    ]),
  )
}

const problemSchema: Schema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string' },
    requestId: { type: 'string' },
    errors: {
      type: 'array',
      items: { type: 'object', properties: { path: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } } },
    },
  },
}

function schemaOf(schema: $ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _, ...made } = toJSONSchema(schema, { io, target: 'draft-2020-12', unrepresentable: 'any', reused: 'inline' })
  return made
}

const objectOf = (value: unknown): Record<string, unknown> => (typeof value === 'object' && value !== null ? { ...value } : {})
