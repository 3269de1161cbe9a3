import type { Context } from 'hono'
import type { Blobs } from '../inbox/blobs.ts'
import type { Clock } from '../sandbox/kernel/clock.ts'
import type { Book } from './book.ts'
import { GraphError } from './graph-error.ts'
import type { PhoneLine } from './phone-line.ts'
import type { Account } from './webhook-body.ts'

export type GraphParts = {
  readonly book: Book
  readonly line: PhoneLine
  readonly blobs: Blobs
  readonly clock: () => Clock
  readonly account: Account
  readonly token: string
}

export async function json(context: Context): Promise<unknown> {
  try {
    return await context.req.json()
  } catch {
    throw new GraphError(100, 'the body is not JSON')
  }
}
