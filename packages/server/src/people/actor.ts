import { Refusal, permissionsOf, permissionsOfOrganizations, type Permission } from '@fashionistas/contract'
import { sql } from 'kysely'
import type { Actor } from '#core/context.ts'
import type { Database } from '#core/database.ts'
import type { SentHeaders } from '#core/http.ts'
import { hashOfSecret, isSecret, knownPermissions } from './api-keys.ts'
import type { Granted, Grants } from './grants.ts'
import { roleFrom } from './members.ts'

type Parts = { readonly database: Database; readonly grants: Grants; readonly now: () => Date }
export type SessionFacts = { readonly userId: string; readonly sessionId: string }

const guest: Actor = { kind: 'guest' }
const usedEveryMs = 60_000

/** A key before a cookie: who sends one means it. A cookie that names no open session is a guest's; a wrong key is refused. */
export async function findActor(
  parts: Parts,
  headers: SentHeaders,
  sessionOf: (headers: SentHeaders) => Promise<SessionFacts | undefined>,
): Promise<Actor> {
  const authorization = headers.get('authorization')
  if (authorization) return await actorOfKey(parts, authorization)
  const session = await sessionOf(headers)
  return session ? await actorOfPerson(parts, session) : guest
}

async function actorOfPerson({ database, grants }: Parts, { userId, sessionId }: SessionFacts): Promise<Actor> {
  const granted = await grants.of(userId, () => readGrantsOfPerson(database, userId))
  return granted ? { kind: 'user', userId, sessionId, permissions: granted.permissions } : guest
}

async function actorOfKey({ database, grants, now }: Parts, authorization: string): Promise<Actor> {
  const secret = /^Bearer (\S{20,200})$/i.exec(authorization)?.[1]
  if (!secret || !isSecret(secret)) throw new Refusal('sign_in_needed')
  const hash = hashOfSecret(secret)
  const granted = await grants.of(hash, () => readGrantsOfKey(database, hash, now()))
  if (!granted?.organizationId || (granted.endsAt && granted.endsAt <= now())) throw new Refusal('sign_in_needed')
  return { kind: 'key', keyId: granted.id, organizationId: granted.organizationId, permissions: granted.permissions }
}

/** The union over all memberships: each act then asks for its organization by `permit`. */
async function readGrantsOfPerson(database: Database, userId: string): Promise<Granted> {
  const rows = await database.system(async (tx) => {
    const found = await sql<{ role: string; kind: string }>`
      select m.role, o.kind from memberships m join organizations o on o.id = m.organization_id where m.user_id = ${userId} and m.joined_at is not null`.execute(
      tx,
    )
    return found.rows
  })
  const isAdmin = rows.some(({ role, kind }) => role === 'admin' && kind === 'platform')
  const held = isAdmin ? permissionsOfOrganizations : rows.flatMap(({ role }) => permissionsOf[roleFrom(role)])
  return {
    id: userId,
    organizationId: null,
    permissions: new Set<Permission>(['user', ...(isAdmin ? ['admin' as const] : []), ...held]),
    endsAt: null,
  }
}

async function readGrantsOfKey(database: Database, hash: string, now: Date): Promise<Granted | undefined> {
  return await database.system(async (tx) => {
    const { rows } = await sql<{ id: string; organization_id: string; permissions: string[]; expires_at: Date | null; last_used_at: Date | null }>`
      select id, organization_id, permissions, expires_at, last_used_at from api_keys where secret_hash = ${hash} and revoked_at is null`.execute(tx)
    const [row] = rows
    if (!row) return undefined
    const staleBefore = new Date(now.getTime() - usedEveryMs)
    if (!row.last_used_at || row.last_used_at <= staleBefore)
      await sql`update api_keys set last_used_at = ${now} where id = ${row.id} and (last_used_at is null or last_used_at <= ${staleBefore})`.execute(
        tx,
      )
    return {
      id: row.id,
      organizationId: row.organization_id,
      permissions: new Set<Permission>(knownPermissions(row.permissions)),
      endsAt: row.expires_at,
    }
  })
}
