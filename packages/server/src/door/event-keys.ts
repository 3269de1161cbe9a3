import type { Tx } from '#core/database.ts'
import type { Secret } from '#core/secret.ts'
import type { World } from '#core/world.ts'
import { generateEventKeys } from './sign-token.ts'

const purpose = 'event_key'
const firstKid = 1
const nonceBytes = 12
const mostKept = 500

/** The signing keys of events. Sealed at rest; opened ones stay in the memory of this process, the least used leave first. */
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
    const name = `${eventId}:${kid}`
    const known = this.#opened.get(name)
    if (known) return known
    const row = await tx.selectFrom('event_keys').select('private_key').where('event_id', '=', eventId).where('kid', '=', kid).executeTakeFirst()
    if (!row) throw new Error(`event ${eventId} has no signing key ${kid}`)
    const opened = this.#secret.decrypt(purpose, row.private_key)
    const [oldest] = this.#opened.keys()
    if (this.#opened.size >= mostKept && oldest) this.#opened.delete(oldest)
    this.#opened.set(name, opened)
    return opened
  }
}

/** Public, never changed once made. Runs as the system. */
export async function publicKeyOf(tx: Tx, eventId: string, kid: number): Promise<Uint8Array | undefined> {
  const row = await tx.selectFrom('event_keys').select('public_key').where('event_id', '=', eventId).where('kid', '=', kid).executeTakeFirst()
  return row && new Uint8Array(Buffer.from(row.public_key, 'base64url'))
}
