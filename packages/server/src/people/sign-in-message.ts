import type { Locale } from '@fashionistas/contract'
import { z } from 'zod'
import type { Database } from '#core/database.ts'
import { emitTo } from '#core/outbox.ts'
import type { Secret } from '#core/secret.ts'
import type { World } from '#core/world.ts'

const Kind = z.enum(['magic_link', 'otp', 'reset', 'verify'])
const Sealed = z.object({ url: z.string().optional(), code: z.string().optional() })
/** The outbox keeps its rows: what opens an account stands in them only under our key. */
const SignInRequested = z.object({
  kind: Kind,
  email: z.string().optional(),
  phone: z.string().optional(),
  locale: z.enum(['es-CO', 'en']),
  sealed: z.string(),
})

export type SignInMessage = {
  readonly kind: z.infer<typeof Kind>
  readonly email?: string | undefined
  readonly phone?: string | undefined
  readonly locale: Locale
  readonly url?: string | undefined
  readonly code?: string | undefined
}
const purpose = 'sign_in'

/** Tells messaging, through the outbox, that a link or code must reach somebody. */
export async function requestSignIn(
  { database, world, secret }: { readonly database: Database; readonly world: World; readonly secret: Secret },
  { url, code, ...who }: SignInMessage,
): Promise<void> {
  const sealed = secret.encrypt(purpose, JSON.stringify({ url, code }), world.random(12))
  await database.system((tx) =>
    emitTo(tx, { id: world.newId(), type: 'sign_in.requested', organizationId: null, data: { ...who, sealed }, occurredAt: world.now() }),
  )
}

/** Opens the data of a `sign_in.requested` happening. */
export function openSignIn(secret: Secret, data: unknown): SignInMessage {
  const { sealed, ...who } = SignInRequested.parse(data)
  return { ...who, ...Sealed.parse(JSON.parse(secret.decrypt(purpose, sealed))) }
}
