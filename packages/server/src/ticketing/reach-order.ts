import type { RefusalCode } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import type { Tx } from '#core/database.ts'
import { permit } from '#people/index.ts'
import { readLink } from './link.ts'
import { loadOrder, type Order } from './load-order.ts'
import type { TicketingParts } from './parts.ts'

type Asking = Pick<Context, 'actor' | 'claims' | 'as' | 'system'> & { refuse(code: Extract<RefusalCode, 'not_found'>): never }
export type Reach = { readonly order: Order; /** Buyer by link or account, or the organizer's team. */ readonly as: 'link' | 'owner' | 'team' }

/**
 * Finds the order that the caller may see: by its signed link, as the buyer's account, or as the team (row-level security decides).
 * Anything else, also a forged link, does not exist for the caller. An expired or revoked link says `link_expired` where asked for.
 */
export async function reachOrder(parts: TicketingParts, context: Asking, orderId: string, token: string | undefined): Promise<Reach | 'expired'> {
  const link = token ? readLink(parts.secret, token) : undefined
  if (link?.orderId === orderId) {
    const order = await context.as((tx) => loadOrder(tx, orderId), { role: 'anon', order: orderId })
    if (!order) return context.refuse('not_found')
    return link.version !== order.linkVersion || link.expiresAt < parts.world.now() ? 'expired' : { order, as: 'link' }
  }
  const order = await context.as((tx: Tx) => loadOrder(tx, orderId))
  if (!order) return context.refuse('not_found')
  return { order, as: context.actor.kind === 'user' && order.userId === context.actor.userId ? 'owner' : 'team' }
}

/** The same for acts that change something: the team needs a permission for it. */
export async function reachToChange(
  parts: TicketingParts,
  context: Context & { refuse(code: 'not_found'): never },
  orderId: string,
  token: string | undefined,
): Promise<Order> {
  const reach = await reachOrder(parts, context, orderId, token)
  if (reach === 'expired') return context.refuse('not_found')
  if (reach.as === 'team') await context.as((tx) => permit({ tx, actor: context.actor }, reach.order.organizationId, 'orders.manage'))
  return reach.order
}
