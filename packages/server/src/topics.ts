import { sql } from 'kysely'
import { z } from 'zod'
import { claimsOf, type Caller } from '#core/context.ts'
import { healthTopic } from '#auditing/index.ts'
import type { Database, Tx } from '#core/database.ts'
import type { Secret } from '#core/secret.ts'
import type { World } from '#core/world.ts'
import { readLink } from '#ticketing/index.ts'

type Parts = { readonly database: Database; readonly secret: Secret; readonly world: World }
/** What a subscriber of each topic must be allowed to read: `event:{id}:sales`. */
const permissionOf: Readonly<Record<string, string>> = { sales: 'events.read', door: 'door.scan', messages: 'messages.read' }

/** The topics that this caller may hear: the public state of events, one's own orders, and what one's permissions reach. */
export function allowedTopics(parts: Parts) {
  return async (caller: Caller, topics: readonly string[], token: string | undefined): Promise<readonly string[]> => {
    const linked = token ? await orderBehind(parts, token) : undefined
    const mayHearHealth = 'permissions' in caller.actor && caller.actor.permissions.has('admin')
    return await parts.database.as(claimsOf(caller.actor), async (tx) => {
      const allowed: string[] = []
      const isGranted = (topic: string) => (topic === healthTopic ? mayHearHealth : linked !== undefined && topic === `order:${linked}`)
      for (const topic of topics) if (isGranted(topic) || (await mayHear(tx, topic))) allowed.push(topic)
      return allowed
    })
  }
}

/** A link that ended or was revoked opens no stream either. */
async function orderBehind({ database, secret, world }: Parts, token: string): Promise<string | undefined> {
  const link = readLink(secret, token)
  if (!link || link.expiresAt < world.now()) return undefined
  const isOpen = await database.as({ role: 'anon', order: link.orderId }, (tx) =>
    exists(tx, sql`select from orders where id = ${link.orderId} and link_version = ${link.version}`),
  )
  return isOpen ? link.orderId : undefined
}

const Id = z.uuid()

async function mayHear(tx: Tx, topic: string): Promise<boolean> {
  const [kind, id, part] = topic.split(':')
  if (!Id.safeParse(id).success) return false
  if (kind === 'order') return await exists(tx, sql`select from orders where id = ${id}`)
  if (kind === 'organization') return await exists(tx, sql`select from private.my_organizations('events.read') as mine(id) where mine.id = ${id}`)
  if (kind !== 'event') return false
  if (part === 'state') return await exists(tx, sql`select from events where id = ${id}`)
  const permission = part === undefined ? undefined : permissionOf[part]
  return (
    permission !== undefined &&
    (await exists(tx, sql`select from events where id = ${id} and organization_id = any (array(select private.my_organizations(${permission})))`))
  )
}

async function exists(tx: Tx, query: ReturnType<typeof sql>): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select exists (${query}) as found`.execute(tx)
  return rows[0]?.found === true
}
