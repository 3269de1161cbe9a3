import type { Tx } from '#core/database.ts'

/** Who may claim: only what the person has proved to own counts. */
export type Claimant = {
  readonly userId: string
  readonly email: string
  readonly emailVerified: boolean
  readonly phone: string | null
  readonly phoneVerified: boolean
}

/** Guest orders belong to another domain; it brings them into an account for us. Called past row-level security: a guest's order is nobody's yet. */
export interface OrderClaims {
  /** Gives the guest orders with a verified email or phone of this person to the person; returns how many. */
  claim(tx: Tx, claimant: Claimant): Promise<number>
  count(tx: Tx, claimant: Claimant): Promise<number>
}
