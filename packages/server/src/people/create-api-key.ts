import { Refusal, withReading, type Handler, type people } from '@fashionistas/contract'
import type { Actor, Context } from '#core/context.ts'
import { hashOfSecret, insertKey, keyView, notHeld, secretFrom, startOf } from './api-keys.ts'
import { permit } from './permit.ts'

export const createApiKey: Handler<typeof people.createApiKey, Context> = async (
  { organizationId, name, permissions: wanted, expiresAt },
  context,
) => {
  const permissions = withReading(wanted)
  const { tx, actor } = context
  await permit(context, organizationId, 'keys.manage')
  const excess = actor.kind === 'system' ? [] : await notHeld(tx, organizationId, permissions)
  if (excess.length > 0) return context.refuse('permission_missing', { permissions: excess })
  if (expiresAt && new Date(expiresAt) <= context.now())
    throw new Refusal('input_invalid', { errors: [{ path: 'expiresAt', code: 'in_the_past', message: 'in_the_past' }] })

  const secret = secretFrom(context.random(32))
  const row = await insertKey(tx, {
    id: context.newId(),
    organization_id: organizationId,
    name,
    start: startOf(secret),
    secret_hash: hashOfSecret(secret),
    permissions,
    created_by: creator(actor),
    created_at: context.now(),
    expires_at: expiresAt ?? null,
  })
  const view = keyView(row)
  context.note({ organizationId, target: row.id, after: view })
  return { ...view, secret }
}

function creator(actor: Actor): string {
  if (actor.kind === 'guest' || actor.kind === 'system') throw new Refusal('sign_in_needed')
  return actor.kind === 'key' ? actor.keyId : actor.userId
}
