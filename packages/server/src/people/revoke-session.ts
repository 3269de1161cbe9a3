import type { Handler, people } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { endSession } from './accounts.ts'
import { personOf } from './permit.ts'

/** Sessions are read from the database at every request, so that the end of one is the end everywhere. */
export const revokeSession: Handler<typeof people.revokeSession, Context> = async ({ sessionId }, context) => {
  const { userId } = personOf(context)
  if (!(await endSession(context.tx, userId, sessionId))) return context.refuse('not_found')
  context.note({ target: sessionId })
  return {}
}
