import type { HappeningType, Locale, Permission } from '@fashionistas/contract'
import type { Claims, Tx } from './database.ts'
import type { World } from './world.ts'

/** Who asks. A `link` holder has proved one order by its signed link. */
export type Actor =
  | { readonly kind: 'guest' }
  | { readonly kind: 'user'; readonly userId: string; readonly sessionId: string; readonly permissions: ReadonlySet<Permission> }
  | { readonly kind: 'key'; readonly keyId: string; readonly organizationId: string; readonly permissions: ReadonlySet<Permission> }
  | { readonly kind: 'system'; readonly name: string }

export type Caller = {
  readonly actor: Actor
  readonly locale: Locale
  readonly requestId: string
  readonly ip: string | undefined
  readonly userAgent: string | undefined
  readonly idempotencyKey: string | undefined
  readonly ifMatch: number | undefined
}

/** Something that happened, for the outbox. Topics are the live streams that should look again. */
export type Emitted = {
  readonly type: HappeningType
  readonly organizationId: string | null
  readonly data: Readonly<Record<string, unknown>>
  readonly topics?: readonly string[]
}

/** What the audit row of this operation should say beyond actor, operation and time. */
export type AuditNote = { readonly organizationId?: string | null; readonly target?: string; readonly before?: unknown; readonly after?: unknown }

/** What a handler may use besides its input. */
export type Context = Caller &
  World & {
    /** The transaction of this operation, as the caller. Operations with `transaction: 'own'` open theirs with `as` and `system`. */
    readonly tx: Tx
    readonly claims: Claims
    /** One step of the transaction past row-level security; say why where you call it. */
    elevated<T>(work: () => Promise<T>): Promise<T>
    /** A transaction of its own as the caller, or a step of the operation's. */
    as<T>(work: (tx: Tx) => Promise<T>, claims?: Claims): Promise<T>
    /** A transaction of its own past row-level security, or a step of the operation's. */
    system<T>(work: (tx: Tx) => Promise<T>): Promise<T>
    emit(tx: Tx, happening: Emitted): Promise<void>
    note(note: AuditNote): void
    /** Writes the audit row now, for operations that open their own transactions. */
    audit(tx: Tx, note: AuditNote): Promise<void>
  }

export const claimsOf = (actor: Actor): Claims => {
  switch (actor.kind) {
    case 'guest':
      return { role: 'anon' }
    case 'user':
      return { role: 'authenticated', sub: actor.userId }
    case 'key':
      return { role: 'authenticated', key: { organization: actor.organizationId, permissions: [...actor.permissions] } }
    case 'system':
      return { role: 'service_role' }
  }
}

export const actorId = (actor: Actor): string | null => {
  switch (actor.kind) {
    case 'guest':
      return null
    case 'user':
      return actor.userId
    case 'key':
      return actor.keyId
    case 'system':
      return actor.name
  }
}
