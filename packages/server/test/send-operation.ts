import { addressOf } from '@fashionistas/contract'
import { operations, type Input, type OperationName } from './operation-inputs.ts'
import type { Answer, RunningApi, Sent } from './running-api.ts'

export type Request = { readonly method: string; readonly path: string; readonly sent: Sent }

/** An operation as a request on the wire: the fields of its path in the path, the others in query or body. */
export function requestOf(name: OperationName, input: Input, headers: Readonly<Record<string, string>>): Request {
  const { method, path, rest } = addressOf(operations[name]?.route ?? '', spelled(input))
  const inQuery = method === 'GET' || method === 'DELETE'
  const query = new URLSearchParams(
    Object.entries(rest).map(([field, value]) => [field, typeof value === 'string' ? value : (JSON.stringify(value) ?? '')]),
  )
  return { method, path: `${path}${inQuery && query.size > 0 ? `?${query}` : ''}`, sent: { headers, ...(inQuery ? {} : { body: rest }) } }
}

export async function sendOperation(
  { send }: RunningApi,
  name: OperationName,
  input: Input,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  const { method, path, sent } = requestOf(name, input, headers)
  return await send(method, path, sent)
}

/** Half of a surrogate pair cannot be written into an address; in a body it can. */
const spelled = (input: Input): Record<string, unknown> =>
  Object.fromEntries(Object.entries(input).map(([field, value]) => [field, typeof value === 'string' ? value.toWellFormed() : value]))
