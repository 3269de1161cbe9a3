import { sql } from 'kysely'
import { claimsOf, type Caller } from '#core/context.ts'
import type { Database, Tx } from '#core/database.ts'
import type { Secret } from '#core/secret.ts'
import { readLink } from '#ticketing/index.ts'

/** What a subscriber of each topic must be allowed to read: `event:{id}:sales`. */
const permissionOf: Readonly<Record<string, string>> = { sales: 'events.read', door: 'door.scan', messages: 'messages.read' }

/** The topics that this caller may hear: the public state of events, one's own orders, and what one's permissions reach. */
export function allowedTopics(database: Database, secret: Secret) {
  return async (caller: Caller, topics: readonly string[], token: string | undefined): Promise<readonly string[]> => {
    const link = token ? readLink(secret, token) : undefined
    return await database.as(claimsOf(caller.actor), async (tx) => {
      const allowed: string[] = []
      for (const topic of topics) if (await mayHear(tx, topic, link?.orderId)) allowed.push(topic)
      return allowed
    })
  }
}

async function mayHear(tx: Tx, topic: string, linkedOrder: string | undefined): Promise<boolean> {
  const [kind, id = '', part] = topic.split(':')
  if (!/^[\da-f-]{36}$/.test(id)) return false
  if (kind === 'order') return id === linkedOrder || (await exists(tx, sql`select from orders where id = ${id}`))
  if (kind === 'organization') return await exists(tx, sql`select from private.my_organizations('events.read') as mine(id) where mine.id = ${id}`)
  if (kind !== 'event') return false
  if (part === 'state') return await exists(tx, sql`select from events where id = ${id}`)
  const permission = part === undefined ? undefined : permissionOf[part]
  return permission !== undefined && (await exists(tx, sql`select from events where id = ${id} and organization_id = any (array(select private.my_organizations(${permission})))`))
}

async function exists(tx: Tx, query: ReturnType<typeof sql>): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select exists (${query}) as found`.execute(tx)
  return rows[0]?.found === true
}
