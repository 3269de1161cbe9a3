import type { Invariant } from '#core/invariant.ts'
import { outboxInvariants } from '#core/outbox-invariants.ts'
import { doorInvariants } from '#door/index.ts'
import { ledgerInvariants } from '#ledger/index.ts'
import { messagingInvariants } from '#messaging/index.ts'
import { paymentsInvariants } from '#payments/index.ts'
import { ticketingInvariants } from '#ticketing/index.ts'

/** Everything that must always be true, each from the domain that promises it. */
export const invariants: readonly Invariant[] = [
  ...ticketingInvariants,
  ...paymentsInvariants,
  ...ledgerInvariants,
  ...doorInvariants,
  ...messagingInvariants,
  ...outboxInvariants,
]
