import type { Handler, people } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { endSession } from './accounts.ts'
import { personOf } from './permit.ts'
import type { Sessions } from './sessions.ts'

/** The end of a session is the end in this process at once, and within a second in every other. */
export const revokeSession =
  (sessions: Sessions): Handler<typeof people.revokeSession, Context> =>
  async ({ sessionId }, context) => {
    const { userId } = personOf(context)
    if (!(await endSession(context.tx, userId, sessionId))) return context.refuse('not_found')
    sessions.end(sessionId)
    context.note({ target: sessionId })
    return {}
  }
