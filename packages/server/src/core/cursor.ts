import { Refusal } from '@fashionistas/contract'
import { z } from 'zod'

const Parts = z
  .array(z.union([z.string(), z.number(), z.null()]))
  .min(1)
  .max(4)

/** Where a page ended: the sort values of its last row, opaque to the caller. */
export const toCursor = (values: readonly (string | number | Date | null)[]): string =>
  Buffer.from(JSON.stringify(values.map((value) => (value instanceof Date ? value.toISOString() : value)))).toString('base64url')

export function fromCursor(cursor: string | undefined): readonly (string | number | null)[] | undefined {
  if (!cursor) return undefined
  try {
    return Parts.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  } catch {
    throw new Refusal('input_invalid', { errors: [{ path: 'cursor', code: 'cursor_invalid', message: 'cursor_invalid' }] }) // a cursor that we did not make
  }
}

/** Cuts the one row too many that tells whether there is a next page. Ask the database for `limit + 1`. */
export function pageFrom<Row, Out>(
  rows: readonly Row[],
  limit: number,
  keys: (row: Row) => readonly (string | number | Date | null)[],
  view: (row: Row) => Out,
): { data: Out[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { data: shown.map((row) => view(row)), nextCursor: rows.length > limit && last ? toCursor(keys(last)) : null }
}
