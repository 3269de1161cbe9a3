import type { Tx } from '#core/database.ts'
import type { World } from '#core/world.ts'

export type ConsentWord = {
  readonly contact: string
  readonly channel: string
  readonly granted: boolean
  readonly textVersion: string
  readonly proof: Readonly<Record<string, unknown>>
}

/** Consent is a row with its proof; the newest one counts. */
export async function writeConsent(tx: Tx, world: World, { contact, channel, granted, textVersion, proof }: ConsentWord): Promise<void> {
  await tx
    .insertInto('consents')
    .values({
      id: world.newId(),
      contact,
      purpose: 'marketing',
      channel,
      granted,
      text_version: textVersion,
      proof: JSON.stringify(proof),
      at: world.now(),
    })
    .execute()
}

export async function marketingConsent(tx: Tx, contact: string, channel: string): Promise<boolean | undefined> {
  const last = await tx
    .selectFrom('consents')
    .select('granted')
    .where('contact', '=', contact)
    .where('purpose', '=', 'marketing')
    .where((where) => where.or([where('channel', 'is', null), where('channel', '=', channel)]))
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.granted
}

/** When the person last wrote to us on WhatsApp: opens the 24 hours in which free text may go. */
export async function lastInboundAt(tx: Tx, address: string): Promise<Date | undefined> {
  const last = await tx
    .selectFrom('inbound_messages')
    .select('received_at')
    .where('channel', '=', 'whatsapp')
    .where('address', '=', address)
    .orderBy('received_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.received_at
}
