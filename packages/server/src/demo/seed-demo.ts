import { hashPassword } from 'better-auth/crypto'
import { sql } from 'kysely'
import type { Database, Tx } from '#core/database.ts'
import type { Log } from '#core/log.ts'
import type { Secret } from '#core/secret.ts'
import type { World } from '#core/world.ts'
import { generateEventKeys } from '#door/index.ts'
import { refreshPrices } from '#events/index.ts'
import { makeSeason, stateOf, type Season } from './make-season.ts'
import { demoSignIns } from './people/sign-ins.ts'
import { doorRows } from './sales/door-rows.ts'
import { ledgerRows } from './sales/ledger-rows.ts'
import { messageRows } from './sales/message-rows.ts'
import { boughtRows } from './sales/bought-rows.ts'
import { auditRows } from './sales/order-rows.ts'
import { draftRows } from './season/drafts.ts'
import { eventRow } from './season/make-event.ts'
import { stockRows } from './season/make-stock.ts'
import { writeRows, type Row } from './write-rows.ts'

type Parts = { readonly database: Database; readonly world: World; readonly secret: Secret; readonly log: Log }
export type Seeded = { readonly seeded: boolean; readonly events: number; readonly orders: number; readonly tickets: number }
type Tables = Readonly<Record<string, readonly Row[]>>

const nonceBytes = 12
/** The order in which foreign keys let rows in. */
const order = [
  'users',
  'accounts',
  'organizations',
  'memberships',
  'venues',
  'events',
  'event_drafts',
  'ticket_types',
  'pools',
  'price_tiers',
  'type_pools',
  'event_keys',
  'check_in_lists',
  'orders',
  'order_lines',
  'order_pools',
  'tickets',
  'payments',
  'refunds',
  'ledger_accounts',
  'ledger_transactions',
  'ledger_entries',
  'revocations',
  'scans',
  'admissions',
  'consents',
  'message_intents',
  'deliveries',
  'audit_log',
] as const

/** Fills a database that has no events with a season: all of it, or nothing. Nothing goes to the outbox, so nobody is written to. */
export async function seedDemo({ database, world, secret, log }: Parts): Promise<Seeded> {
  const passwordHash = await hashPassword(demoSignIns()[0]?.password ?? '')
  return await database.system(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext('fashionistas demo'))`.execute(tx)
    if (await hasEvents(tx)) return { seeded: false, events: 0, orders: 0, tickets: 0 }
    const now = world.now()
    const tables = tablesOf(makeSeason(now, passwordHash), now, (event) => keyRow(event, world, secret))
    for (const table of order) await writeRows(tx, table, tables[table] ?? [])
    await refreshPrices(
      tx,
      (tables['events'] ?? []).filter((event) => event['state'] !== 'draft').map((event) => String(event['id'])),
      now,
    )
    const counts = { events: tables['events']?.length ?? 0, orders: tables['orders']?.length ?? 0, tickets: tables['tickets']?.length ?? 0 }
    log.info(counts, 'demo season written')
    return { seeded: true, ...counts }
  })
}

async function hasEvents(tx: Tx): Promise<boolean> {
  return (await tx.selectFrom('events').select('id').limit(1).executeTakeFirst()) !== undefined
}

type KeyOf = (event: { readonly id: string; readonly organizationId: string; readonly publishedAt: Date }) => Row

/** As the door makes the first key of an event that is published. */
function keyRow({ id, organizationId, publishedAt }: Parameters<KeyOf>[0], world: World, secret: Secret): Row {
  const { publicKey, privateKey } = generateEventKeys()
  return {
    event_id: id,
    kid: 1,
    organization_id: organizationId,
    public_key: publicKey,
    private_key: secret.encrypt('event_key', privateKey, world.random(nonceBytes)),
    created_at: publishedAt,
  }
}

function tablesOf({ chance, people, venues, sold }: Season, now: Date, keyOf: KeyOf): Tables {
  const [largest, second] = [...people.houses.values()]
  const [venue] = venues
  const organizerId = people.userIds.get('organizer')
  if (!largest || !second || !venue || !organizerId) throw new Error('a season needs organizers, venues and people')
  const lists = new Map(sold.map(({ event }) => [event.id, chance.id(event.publishedAt)]))
  const parts: readonly Tables[] = [
    people.rows,
    {
      venues: venues.map(({ id, name, address, city, latitude, longitude, capacity, isManaged }) => ({
        id,
        organization_id: isManaged ? people.venueHouseId : null,
        name,
        address,
        city,
        latitude,
        longitude,
        capacity,
        created_at: new Date(now.getTime() - 36e9),
      })),
    },
    draftRows({ chance, now, largest, second, venue, createdBy: organizerId }),
    ledgerRows(sold, chance),
    messageRows(sold, now, chance),
    ...sold.flatMap(({ event, sales }): Tables[] => [
      {
        events: [eventRow(event, now, stateOf(event, now))],
        event_keys: [keyOf({ id: event.id, organizationId: event.house.id, publishedAt: event.publishedAt })],
      },
      {
        check_in_lists: [
          {
            id: lists.get(event.id),
            event_id: event.id,
            organization_id: event.house.id,
            name: 'Entrada principal',
            type_ids: [],
            allows_reentry: event.script.plan === 'festival' || event.script.plan === 'fair',
            created_at: event.publishedAt,
          },
        ],
      },
      stockRows(event.types, event.pools, { id: event.id, organizationId: event.house.id, madeAt: event.publishedAt }),
      boughtRows(event, sales, chance),
      doorRows(event, sales, {
        listId: lists.get(event.id) ?? '',
        scannedBy: event.house === largest ? (people.userIds.get('door') ?? null) : null,
        now,
        chance,
      }),
      { audit_log: auditRows(event, sales, organizerId) },
    ]),
  ]
  return Object.fromEntries(order.map((table) => [table, parts.flatMap((part) => part[table] ?? [])]))
}
