import type { World } from '#core/world.ts'
import type { DoorPreparation } from '#events/index.ts'
import type { EventKeyring } from './event-keys.ts'

/** What an event needs before its first ticket: a signing key, and one list that every ticket opens. Done once, however often it is asked. */
export const doorPreparation = (keyring: EventKeyring, world: World): DoorPreparation => ({
  async prepare(tx, event) {
    await keyring.create(tx, event, world)
    const known = await tx.selectFrom('check_in_lists').select('id').where('event_id', '=', event.id).limit(1).executeTakeFirst()
    if (!known)
      await tx
        .insertInto('check_in_lists')
        .values({ id: world.newId(), event_id: event.id, organization_id: event.organizationId, name: 'Entrada principal', created_at: world.now() })
        .execute()
  },
})
