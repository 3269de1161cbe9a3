import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from './database.ts'

type Rights = { readonly anon?: string; readonly authenticated?: string; readonly service_role?: string }

/**
 * Who may do what with each table before row-level security is asked. Without a word: guests and the signed-in nothing, the system
 * everything. A table that is missing here fails the test: say who may touch it in the same change that makes it.
 */
const rightsOf: Readonly<Record<string, Rights>> = {
  accounts: {},
  admissions: { authenticated: 'select' },
  api_keys: { authenticated: 'select (all but secret_hash) insert update (revoked_at)' },
  audit_log: { authenticated: 'select', service_role: 'select insert' },
  audit_turns: {},
  audit_walks: {},
  broadcasts: {},
  check_in_counts: {},
  check_in_lists: { authenticated: 'select insert update' },
  cities: { anon: 'select', authenticated: 'select' },
  consents: { authenticated: 'select' },
  deliveries: { authenticated: 'select' },
  devices: {},
  event_drafts: { authenticated: 'select insert update delete' },
  event_keys: {},
  event_prices: {},
  events: {
    anon: 'select (all but commission_bp, questions_version, search_brief)',
    authenticated: 'select (all but commission_bp, questions_version, search_brief) insert update delete',
  },
  idempotency_keys: {},
  inbound_messages: {},
  invariant_breaks: {},
  invariant_checks: {},
  ledger_accounts: { authenticated: 'select' },
  ledger_entries: { authenticated: 'select', service_role: 'select insert' },
  ledger_transactions: { authenticated: 'select', service_role: 'select insert' },
  memberships: { authenticated: 'select insert update delete' },
  message_intents: { authenticated: 'select' },
  order_answers: { anon: 'select', authenticated: 'select' },
  order_lines: { anon: 'select', authenticated: 'select' },
  order_pools: {},
  orders: { anon: 'select', authenticated: 'select' },
  organizations: { anon: 'select (all but email, legal_name, nit, phone, version)', authenticated: 'select insert update' },
  outbox: {},
  payments: { anon: 'select', authenticated: 'select' },
  pools: { authenticated: 'select insert update delete' },
  price_tiers: { anon: 'select', authenticated: 'select insert update delete' },
  promo_codes: { authenticated: 'select insert update delete' },
  questions: { anon: 'select', authenticated: 'select insert update delete' },
  rate_limits: {},
  refunds: { anon: 'select', authenticated: 'select' },
  revocations: {},
  scans: { authenticated: 'select' },
  schema_migrations: {},
  sessions: { authenticated: 'select (all but token, updated_at) delete' },
  ticket_sales: { authenticated: 'select', service_role: 'select' },
  ticket_types: { anon: 'select', authenticated: 'select insert update delete' },
  tickets: { anon: 'select', authenticated: 'select' },
  type_pools: { authenticated: 'select insert update delete' },
  users: { authenticated: 'select update (locale, name, updated_at)' },
  venues: { anon: 'select', authenticated: 'select insert update' },
  verifications: {},
  webhook_inbox: {},
}
const everything = 'select insert update delete truncate'

let database: TestDatabase
let client: pg.Client
beforeAll(async () => {
  database = await testDatabase()
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

type Granted = {
  readonly table: string
  readonly role: string
  readonly right: string
  readonly whole: boolean
  readonly some: string | null
  readonly but: string | null
}

/** Whole tables, and where a role holds a right for columns only, which ones: named, or what is left out when that is less. */
const granted = `
  select c.relname as table, role, "right", has_table_privilege(role, c.oid, "right") as whole,
         string_agg(attname, ', ' order by attname) filter (where is_granted) as some, string_agg(attname, ', ' order by attname) filter (where not is_granted) as but
    from pg_class c, unnest(array['anon', 'authenticated', 'service_role']) as role, unnest(string_to_array('${everything}', ' ')) as "right",
         lateral (select attname, "right" in ('select', 'insert', 'update') and has_column_privilege(role, c.oid, attnum, case when "right" in ('delete', 'truncate') then 'select' else "right" end) as is_granted
                    from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped) as columns
   where relkind in ('r', 'p', 'v', 'm') and c.relnamespace = 'public'::regnamespace
   group by c.oid, c.relname, role, "right" order by 1, 2, array_position(string_to_array('${everything}', ' '), "right")`

test('R-06 each role holds the rights that are written down here and not one more', async () => {
  const { rows } = await client.query<Granted>(granted)
  const found: Record<string, Record<string, string>> = {}
  for (const { table, role, right, whole, some, but } of rows) {
    const said = whole ? right : some === null ? '' : `${right} (${but !== null && but.length < some.length ? `all but ${but}` : some})`
    const ofTable = (found[table] ??= { anon: '', authenticated: '', service_role: '' })
    ofTable[role] = `${ofTable[role] ?? ''} ${said}`.trim()
  }
  const expected = Object.entries(rightsOf).map(([table, rights]) => [table, { anon: '', authenticated: '', service_role: everything, ...rights }])
  expect(found).toEqual(Object.fromEntries(expected))
})

test('R-06 what only the system may ask is answered to nobody else', async () => {
  const { rows } = await client.query<{ name: string; role: string }>(
    `select p.proname as name, role from pg_proc p, unnest(array['anon', 'authenticated', 'service_role']) as role
      where pronamespace in ('public'::regnamespace, 'private'::regnamespace) and not has_function_privilege(role, p.oid, 'execute') order by 1, 2`,
  )
  expect(rows).toEqual(['anon', 'authenticated'].map((role) => ({ name: 'callers_permitted', role })))
})
