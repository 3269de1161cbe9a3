import type { Handler, people } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { claimantOf, findAccount } from './accounts.ts'
import type { OrderClaims } from './order-claims.ts'
import { personOf } from './permit.ts'

export const claimOrders =
  (orders: OrderClaims): Handler<typeof people.claimOrders, Context> =>
  async (_, context) => {
    const { userId } = personOf(context)
    const account = await findAccount(context.tx, userId)
    if (!account) throw new Error('a session without its account')
    const claimed = await context.elevated(() => orders.claim(context.tx, claimantOf(account))) // a guest's order is nobody's to change yet
    context.note({ target: userId, after: { claimed } })
    return { claimed }
  }
