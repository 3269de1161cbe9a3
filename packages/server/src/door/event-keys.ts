import type { Tx } from '#core/database.ts'
import type { Secret } from '#core/secret.ts'
import type { World } from '#core/world.ts'
import { generateEventKeys } from './sign-token.ts'

const purpose = 'event_key'
const firstKid = 1
const nonceBytes = 12
const mostKept = 500

/** The signing keys of events. Sealed at rest; opened ones stay in the memory of this process, the oldest leave first. */
export class EventKeyring {
  readonly #secret: Secret
  readonly #opened = new Map<string, string>()
  constructor(secret: Secret) {
    this.#secret = secret
  }

  /** Makes the first key of an event that has none. Runs as the system. */
  async create(tx: Tx, event: { readonly id: string; readonly organizationId: string }, world: World): Promise<void> {
    const { publicKey, privateKey } = generateEventKeys()
    await tx
      .insertInto('event_keys')
      .values({
        event_id: event.id,
        kid: firstKid,
        organization_id: event.organizationId,
        public_key: publicKey,
        private_key: this.#secret.encrypt(purpose, privateKey, world.random(nonceBytes)),
        created_at: world.now(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }

  /** Runs as the system. An event that sold tickets without a key is broken: that is a fault. */
  async privateKey(tx: Tx, eventId: string, kid: number): Promise<string> {
    const key = await this.find(tx, eventId, kid)
    if (key === undefined) throw new Error(`event ${eventId} has no signing key ${kid}`)
    return key
  }

  /** A key that needs no look into the database, because it was used before. */
  opened(eventId: string, kid: number): string | undefined {
    return this.#opened.get(nameOf(eventId, kid))
  }

  /** Runs as the system. */
  async find(tx: Tx, eventId: string, kid: number): Promise<string | undefined> {
    const known = this.opened(eventId, kid)
    if (known !== undefined) return known
    const row = await tx.selectFrom('event_keys').select('private_key').where('event_id', '=', eventId).where('kid', '=', kid).executeTakeFirst()
    if (!row) return undefined
    const opened = this.#secret.decrypt(purpose, row.private_key)
    const [oldest] = this.#opened.keys()
    if (this.#opened.size >= mostKept && oldest) this.#opened.delete(oldest)
    this.#opened.set(nameOf(eventId, kid), opened)
    return opened
  }
}

const nameOf = (eventId: string, kid: number): string => `${eventId}:${kid}`
