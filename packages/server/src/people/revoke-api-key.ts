import type { Handler, people } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { endKey } from './api-keys.ts'
import type { Grants } from './grants.ts'
import { permit } from './permit.ts'

export const revokeApiKey =
  (grants: Grants): Handler<typeof people.revokeApiKey, Context> =>
  async ({ organizationId, keyId }, context) => {
    await permit(context, organizationId, 'keys.manage')
    if (!(await endKey(context.tx, organizationId, keyId, context.now()))) return context.refuse('not_found')
    grants.forget(keyId)
    context.note({ organizationId, target: keyId })
    return {}
  }
