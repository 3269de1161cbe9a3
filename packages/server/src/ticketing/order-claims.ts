import type { Tx } from '#core/database.ts'
import type { Claimant, OrderClaims } from '#people/index.ts'

/** Guest orders of a person: those with an email or phone that the person has verified. */
const owned = (tx: Tx, claimant: Claimant) =>
  tx
    .selectFrom('orders')
    .select('id')
    .where('user_id', 'is', null)
    .where((e) =>
      e.or([
        ...(claimant.emailVerified ? [e('buyer_email', '=', claimant.email)] : []),
        ...(claimant.phoneVerified && claimant.phone ? [e('buyer_phone', '=', claimant.phone)] : []),
        e.val(false),
      ]),
    )

export const orderClaims: OrderClaims = {
  claim: async (tx, claimant) => {
    const done = await tx
      .updateTable('orders')
      .set((e) => ({ user_id: claimant.userId, version: e('version', '+', 1) }))
      .where('id', 'in', owned(tx, claimant))
      .executeTakeFirst()
    return Number(done.numUpdatedRows)
  },
  count: async (tx, claimant) => (await owned(tx, claimant).execute()).length,
}
