import type { Handler, people } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { keysOf, keyView } from './api-keys.ts'
import { permit } from './permit.ts'

export const listApiKeys: Handler<typeof people.listApiKeys, Context> = async ({ organizationId }, context) => {
  await permit(context, organizationId, 'keys.manage')
  return { data: (await keysOf(context.tx, organizationId)).map((row) => keyView(row)) }
}
