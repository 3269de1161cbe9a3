import { Refusal } from '@fashionistas/contract'
import { actorId, claimsOf, type Actor } from '#core/context.ts'

/** What the database said of one caller: see `private.callers_permitted`. */
export type Permit = { readonly isPermitted: boolean; readonly isInside: boolean; readonly hasEnded: boolean }

/** The different callers of a batch, each asked for once. */
export class Callers {
  readonly #places = new Map<string, number>()
  readonly #asked: { readonly claims: object; readonly keyId: string | null }[] = []

  constructor(actors: Iterable<Actor>) {
    for (const actor of actors) {
      if (actor.kind === 'system' || this.#places.has(nameOf(actor))) continue
      this.#places.set(nameOf(actor), this.#asked.length)
      this.#asked.push({ claims: claimsOf(actor), keyId: actor.kind === 'key' ? actor.keyId : null })
    }
  }

  get asked(): string {
    return JSON.stringify(this.#asked)
  }

  /** Why this caller may not scan here. A stranger to the organization hears `not_found`: another tenant's door does not exist for them. */
  refusalOf(actor: Actor, permits: readonly Permit[]): Refusal | undefined {
    if (actor.kind === 'system') return undefined
    const permit = permits[this.#places.get(nameOf(actor)) ?? -1]
    if (!permit || permit.hasEnded) return new Refusal('sign_in_needed')
    if (permit.isPermitted) return undefined
    return permit.isInside ? new Refusal('permission_missing', { permission: 'door.scan' }) : new Refusal('not_found')
  }
}

/** Claims of one key differ when its permissions were changed between two requests. */
const nameOf = (actor: Actor): string => `${actor.kind} ${actorId(actor) ?? ''} ${actor.kind === 'key' ? [...actor.permissions].join() : ''}`
