import { Refusal } from '@fashionistas/contract'
import type { z } from 'zod'
import { fromCursor } from '#core/cursor.ts'

/** Where the page begins: the sort values of the row before it. A cursor of another list, or a forged one, is refused. */
export function pageStart<T>(cursor: string | undefined, shape: z.ZodType<T>): T | undefined {
  const parts = fromCursor(cursor)
  if (!parts) return undefined
  const parsed = shape.safeParse(parts)
  if (!parsed.success) throw new Refusal('input_invalid', { errors: [{ path: 'cursor', code: 'cursor_invalid', message: 'cursor_invalid' }] })
  return parsed.data
}
