import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { whileHeld } from '../../test/held-rows.ts'
import { openShop, type Shop } from '../../test/shop.ts'
import { WebhookInbox } from './webhooks.ts'

let shop: Shop
beforeAll(async () => (shop = await openShop()))
afterAll(async () => await shop.stop())

const keyOf = (reference: string) => `${reference}|${createHash('sha256').update('told').digest('hex')}`
const insert = (reference: string) =>
  `insert into webhook_inbox (id, provider, dedupe_key, raw, headers, received_at)
    values (gen_random_uuid(), 'sandbox', '${keyOf(reference)}', '', '{}', now()) on conflict do nothing`

test('R-02 two processes that are told the same news in another order never wait for each other in a circle', async () => {
  const { config, database, world, product } = shop.harness
  const [company] = product.payments.providers
  if (!company) throw new Error('no payment company')
  const readWebhook = async () => ['second', 'first'].map((reference) => ({ dedupeKey: 'told', providerRef: reference, reference }))
  const inbox = new WebhookInbox({ database, world })
  const receive = () => inbox.receive({ ...company, readWebhook }, new Uint8Array(), new Headers())
  let second: unknown
  const look = () =>
    database.system(async (tx) => {
      await sql`set local lock_timeout = '500ms'`.execute(tx)
      await sql.raw(insert('second')).execute(tx)
      return 'free'
    })
  const fate = await whileHeld(
    { url: config.DATABASE_URL, by: insert('first') },
    receive,
    async () => void (second = await look().catch(() => 'taken')),
  )
  expect({ fate, second }).toEqual({ fate: 'waits', second: 'free' })
})
