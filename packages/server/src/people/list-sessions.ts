import type { Handler, people } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { openSessions } from './accounts.ts'
import { personOf } from './permit.ts'

export const listSessions: Handler<typeof people.listSessions, Context> = async (_, context) => {
  const { userId, sessionId } = personOf(context)
  const rows = await openSessions(context.tx, userId)
  return {
    data: rows.map((row) => ({
      id: row.id,
      isCurrent: row.id === sessionId,
      createdAt: row.created_at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
      ipAddress: row.ip_address || null,
      userAgent: row.user_agent || null,
    })),
  }
}
