import { createHash } from 'node:crypto'
import { permissionsOfOrganizations, type OrganizationPermission } from '@fashionistas/contract'
import { sql, type Insertable } from 'kysely'
import type { Tx } from '#core/database.ts'
import type { ApiKeys } from '#core/schema.ts'

const prefix = 'fk_'
const startLength = 10
const limit = 200
const columns = ['id', 'name', 'start', 'permissions', 'created_at', 'last_used_at', 'expires_at', 'revoked_at'] as const
export type KeyRow = {
  id: string
  name: string
  start: string
  permissions: string[]
  created_at: Date
  last_used_at: Date | null
  expires_at: Date | null
  revoked_at: Date | null
}

/** 256 bits of chance: a plain hash is enough to keep them, nobody can guess through it. */
export const secretFrom = (random: Uint8Array): string => `${prefix}${Buffer.from(random).toString('base64url')}`
export const startOf = (secret: string): string => secret.slice(0, startLength)
export const isSecret = (text: string): boolean => text.startsWith(prefix)
export const hashOfSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex')

export async function keysOf(tx: Tx, organizationId: string): Promise<readonly KeyRow[]> {
  return await tx
    .selectFrom('api_keys')
    .select(columns)
    .where('organization_id', '=', organizationId)
    .orderBy('created_at', 'desc')
    .limit(limit)
    .execute()
}

export async function insertKey(tx: Tx, row: Insertable<ApiKeys>): Promise<KeyRow> {
  return await tx.insertInto('api_keys').values(row).returning(columns).executeTakeFirstOrThrow()
}

/** False when there is no such key. Ending it again changes nothing. */
export async function endKey(tx: Tx, organizationId: string, id: string, at: Date): Promise<boolean> {
  const ended = await tx
    .updateTable('api_keys')
    .set({ revoked_at: sql<Date>`coalesce(revoked_at, ${at})` })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return ended !== undefined
}

/** Which of these permissions the caller does not hold in the organization. */
export async function notHeld(tx: Tx, organizationId: string, wanted: readonly OrganizationPermission[]): Promise<readonly string[]> {
  const { rows } = await sql<{ permission: string }>`
    select permission from unnest(${[...wanted]}::text[]) as wanted(permission)
     where ${organizationId}::uuid not in (select private.my_organizations(permission))`.execute(tx)
  return rows.map(({ permission }) => permission)
}

export const keyView = (row: KeyRow) => ({
  id: row.id,
  name: row.name,
  start: row.start,
  permissions: knownPermissions(row.permissions),
  createdAt: row.created_at.toISOString(),
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
  expiresAt: row.expires_at?.toISOString() ?? null,
  revokedAt: row.revoked_at?.toISOString() ?? null,
})

/** A permission that was retired since the key was made grants nothing. */
export const knownPermissions = (names: readonly string[]): OrganizationPermission[] =>
  permissionsOfOrganizations.filter((permission) => names.includes(permission))
