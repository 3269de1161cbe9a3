import type { Handler, people } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { changeAccount, findAccount, userView } from './accounts.ts'
import { personOf } from './permit.ts'

export const changeMe: Handler<typeof people.changeMe, Context> = async ({ name, locale }, context) => {
  const { userId } = personOf(context)
  const before = await findAccount(context.tx, userId)
  const after = await changeAccount(context.tx, userId, {
    ...(name === undefined ? {} : { name }),
    ...(locale === undefined ? {} : { locale }),
    updated_at: context.now(),
  })
  if (!before || !after) throw new Error('a session without its account')
  context.note({ target: userId, before: { name: before.name, locale: before.locale }, after: { name: after.name, locale: after.locale } })
  return userView(after)
}
