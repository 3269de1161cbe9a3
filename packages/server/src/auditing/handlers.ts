import type { Handlers, health } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import type { Invariant } from '#core/invariant.ts'
import { getPlatformHealth } from './get-platform-health.ts'
import { handOnAgain } from './hand-on-again.ts'

type Own = Pick<typeof health, 'getPlatformHealth' | 'handOnAgain'>

export const auditingHandlers = (invariants: readonly Invariant[]): Handlers<Own, Context> => ({
  getPlatformHealth: getPlatformHealth(invariants),
  handOnAgain,
})
