import type { OrganizationKind } from '@fashionistas/contract'
import type { Insertable, Updateable } from 'kysely'
import type { z } from 'zod'
import type { Tx } from '#core/database.ts'
import type { Organizations } from '#core/schema.ts'

const columns = ['id', 'slug', 'name', 'kind', 'description', 'city', 'website', 'email', 'phone', 'legal_name', 'nit', 'version'] as const
export type OrganizationRow = {
  id: string
  slug: string
  name: string
  kind: string
  description: string | null
  city: string | null
  website: string | null
  email: string | null
  phone: string | null
  legal_name: string | null
  nit: string | null
  version: number
}

export async function findOrganization(tx: Tx, id: string): Promise<OrganizationRow | undefined> {
  return await tx.selectFrom('organizations').select(columns).where('id', '=', id).executeTakeFirst()
}

/** Undefined when the slug is taken. */
export async function insertOrganization(tx: Tx, row: Insertable<Organizations>): Promise<OrganizationRow | undefined> {
  return await tx
    .insertInto('organizations')
    .values(row)
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .returning(columns)
    .executeTakeFirst()
}

/** Undefined when the version is no longer the one that was read. */
export async function updateOrganization(
  tx: Tx,
  id: string,
  version: number,
  changes: Updateable<Organizations>,
): Promise<OrganizationRow | undefined> {
  return await tx
    .updateTable('organizations')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning(columns)
    .executeTakeFirst()
}

export const organizationView = ({ legal_name: legalName, kind, ...row }: OrganizationRow) => ({ ...row, legalName, kind: kindFrom(kind) })

type Kind = z.infer<typeof OrganizationKind>
const kinds: readonly Kind[] = ['organizer', 'sponsor', 'venue', 'agency', 'brand', 'platform']
export function kindFrom(text: string): Kind {
  const kind = kinds.find((known) => known === text)
  if (!kind) throw new Error(`organization kind ${text} is not in the contract`)
  return kind
}
