import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Claims } from '#core/database.ts'
import { prepareSeason, type Season } from './season.ts'
import { openShop, type Shop } from './shop.ts'

let shop: Shop
let ours: Season
let theirs: Season
let tables: readonly string[]
beforeAll(async () => {
  shop = await openShop()
  ours = await prepareSeason(shop, 'Casa Orquídea')
  theirs = await prepareSeason(shop, 'Taller Vecino')
  tables = (
    await rowsOf<{ name: string }>(
      "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm') order by 1",
    )
  ).map(({ name }) => name)
})
afterAll(async () => await shop.stop())

/** What the database itself lets anybody see of an organization that is on stage. Everything else must stay dark. */
const publicTables = ['events', 'organizations', 'price_tiers', 'questions', 'ticket_types']
/** Filled by nobody's organization: the same for everyone. */
const sharedTables = ['cities', 'venues']
const publicFace = ['city', 'created_at', 'description', 'id', 'kind', 'name', 'slug', 'website']
/** Written and read by the system alone. */
const serviceOnly = [
  'accounts',
  'broadcasts',
  'devices',
  'event_keys',
  'event_prices',
  'idempotency_keys',
  'inbound_messages',
  'order_pools',
  'outbox',
  'rate_limits',
  'revocations',
  'schema_migrations',
  'verifications',
  'webhook_inbox',
]

const guest: Claims = { role: 'anon' }
const stranger = (): Claims => ({ role: 'authenticated', sub: theirs.owner.userId })
const foreignKey = (): Claims => ({
  role: 'authenticated',
  key: {
    organization: theirs.owner.organizationId,
    permissions: [
      'organization.read',
      'events.read',
      'events.write',
      'orders.read',
      'money.read',
      'attendees.read',
      'messages.read',
      'keys.manage',
      'members.manage',
      'door.scan',
    ],
  },
})
const foreignLink = (): Claims => ({ role: 'anon', order: theirs.ids['orderId'] ?? '' })
const people = (): readonly (readonly [string, Claims])[] => [
  ['guest', guest],
  ['stranger', stranger()],
  ['key of another organization', foreignKey()],
  ['link of another order', foreignLink()],
]

async function rowsOf<Found extends object>(text: string): Promise<readonly Found[]> {
  return await shop.harness.database.system(async (tx) => (await sql.raw<Found>(text).execute(tx)).rows)
}
type Row = Readonly<Record<string, unknown>>
/** Carries what a statement did out of a transaction that is always taken back. */
class TakenBack extends Error {
  readonly rows: readonly Row[]
  readonly count: bigint
  constructor(rows: readonly Row[], count: bigint) {
    super('taken back')
    this.rows = rows
    this.count = count
  }
}
/** Runs one statement as somebody and takes it back; the SQLSTATE where the database refuses. */
async function tried(claims: Claims, statement: string): Promise<TakenBack | string> {
  try {
    return await shop.harness.database.as(claims, async (tx) => {
      const { rows, numAffectedRows = 0n } = await sql.raw<Row>(statement).execute(tx)
      throw new TakenBack(rows, numAffectedRows)
    })
  } catch (error) {
    if (error instanceof TakenBack) return error
    if (error instanceof pg.DatabaseError) return error.code ?? 'unknown'
    throw error
  }
}
async function attempt(claims: Claims, statement: string): Promise<readonly Row[] | string> {
  const done = await tried(claims, statement)
  return typeof done === 'string' ? done : done.rows
}
async function touched(claims: Claims, statement: string): Promise<bigint | string> {
  const done = await tried(claims, statement)
  return typeof done === 'string' ? done : done.count
}
const grantedColumns = async (role: string, table: string, right: string) =>
  (
    await rowsOf<{ name: string }>(
      `select attname as name from pg_attribute where attrelid = 'public.${table}'::regclass and attnum > 0 and not attisdropped and has_column_privilege('${role}', attrelid, attnum, '${right}') order by 1`,
    )
  ).map(({ name }) => name)

/** Rows of this organization that somebody sees, in any column that is granted. */
async function seen(claims: Claims, table: string): Promise<number> {
  const columns = await grantedColumns(claims.role, table, 'select')
  if (columns.length === 0) return 0
  const rows = await attempt(claims, `select ${columns.map((column) => `"${column}"`).join(', ')} from "${table}"`)
  if (typeof rows === 'string') return 0
  const [own, marks] = [
    JSON.stringify(theirs.ids),
    [ours.owner.organizationId, ours.owner.userId, ...Object.values(ours.ids), ...ours.secrets].filter((mark) => mark !== ''),
  ]
  return rows.map((row) => JSON.stringify(row)).filter((row) => marks.some((mark) => row.includes(mark) && !own.includes(mark))).length
}

test('X-02 row-level security is on for every table, and no view looks past it', async () => {
  const open = await rowsOf<{ name: string }>(
    "select relname as name from pg_class where relnamespace in ('public'::regnamespace, 'private'::regnamespace) and relkind in ('r', 'p') and not relrowsecurity",
  )
  expect(open).toEqual([])
  const views = await rowsOf<{ name: string; options: readonly string[] | null }>(
    "select relname as name, reloptions as options from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')",
  )
  expect(views.length).toBeGreaterThan(0)
  for (const { name, options } of views) expect([name, options]).toEqual([name, expect.arrayContaining(['security_invoker=true'])])
})

test('X-02 no function that runs past row-level security can be led astray by a search path', async () => {
  const loose = await rowsOf<{ name: string }>(
    "select proname as name from pg_proc where prosecdef and pronamespace in ('public'::regnamespace, 'private'::regnamespace) and not coalesce(proconfig::text, '') like '%search_path%'",
  )
  expect(loose).toEqual([])
})

test('X-02 outsiders see of an organization what is on stage and not a row more', async () => {
  for (const [who, claims] of people()) {
    const visible: string[] = []
    for (const table of tables) if (!sharedTables.includes(table) && (await seen(claims, table)) > 0) visible.push(table)
    // The signed-in see the public face of strangers' organizations through the api only: a grant could not hide the other columns.
    expect([who, visible]).toEqual([who, claims.role === 'anon' ? publicTables : publicTables.filter((table) => table !== 'organizations')])
    const drafts = await attempt(claims, `select id from events where id = '${ours.others.draftId}'`)
    expect([who, drafts]).toEqual([who, []])
  }
})

test('X-02 the owner sees these rows, so that the emptiness before proves something', async () => {
  const owner: Claims = { role: 'authenticated', sub: ours.owner.userId }
  const visible: string[] = []
  for (const table of tables) if ((await seen(owner, table)) > 0) visible.push(table)
  expect(visible).toEqual(
    expect.arrayContaining([
      'api_keys',
      'audit_log',
      'check_in_lists',
      'deliveries',
      'event_drafts',
      'ledger_entries',
      'memberships',
      'message_intents',
      'order_lines',
      'orders',
      'payments',
      'pools',
      'refunds',
      'scans',
      'sessions',
      'ticket_sales',
      'tickets',
      'type_pools',
      'users',
    ]),
  )
})

test('X-02 a guest reads only the public face of an organization', async () => {
  expect(await grantedColumns('anon', 'organizations', 'select')).toEqual(publicFace)
})

test('X-02 a stranger who signed in reads no more of an organization than a guest, and nobody outside what an event pays us', async () => {
  await shop.harness.database.system((tx) =>
    tx
      .updateTable('organizations')
      .set({ nit: '900123456', email: 'interno@orquidea.example' })
      .where('id', '=', ours.owner.organizationId)
      .execute(),
  )
  const told = await attempt(stranger(), `select nit, email from organizations where id = '${ours.owner.organizationId}'`)
  const commission = await attempt(guest, `select commission_bp from events where id = '${ours.ids['eventId']}'`)
  expect([told === '42501' || told.length === 0, commission === '42501']).toEqual([true, true])
})

test('X-02 what is the system’s alone cannot even be asked for', async () => {
  for (const role of ['anon', 'authenticated']) {
    const dark: string[] = []
    for (const table of tables) if ((await grantedColumns(role, table, 'select')).length === 0) dark.push(table)
    expect([role, dark.filter((table) => serviceOnly.includes(table))]).toEqual([role, serviceOnly])
    for (const table of serviceOnly)
      for (const right of ['insert', 'update', 'delete'])
        expect([
          role,
          table,
          right,
          (await rowsOf<{ may: boolean }>(`select has_table_privilege('${role}', 'public.${table}', '${right}') as may`))[0]?.may,
        ]).toEqual([role, table, right, false])
  }
  expect(await grantedColumns('authenticated', 'sessions', 'select')).not.toContain('token')
})

test('X-02 nobody changes or removes a row of another organization, or plants one there', async () => {
  const marked = `t::text like '%${ours.owner.organizationId}%' or t::text like '%${ours.owner.userId}%'`
  for (const table of tables) {
    if (table === 'ticket_sales') continue // a view over two tables: not writable by nature
    const writable = (
      await rowsOf<{ name: string }>(
        `select attname as name from pg_attribute where attrelid = 'public.${table}'::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = '' order by attnum`,
      )
    )
      .map(({ name }) => `"${name}"`)
      .join(', ')
    const [sample] = await rowsOf<{ row: string }>(`select to_jsonb(t)::text as row from "${table}" t where ${marked} limit 1`)
    for (const [who, claims] of people()) {
      const gone = await attempt(claims, `delete from "${table}" t where ${marked} returning 1`)
      expect([who, table, 'delete', gone === '42501' || gone.length === 0]).toEqual([who, table, 'delete', true])
      for (const column of await grantedColumns(claims.role, table, 'update')) {
        const changed = await attempt(claims, `update "${table}" t set "${column}" = "${column}" where ${marked} returning 1`)
        expect([who, table, column, changed === '42501' || changed === '428C9' || changed.length === 0]).toEqual([who, table, column, true])
      }
      if (!sample) continue
      const literal = pg.escapeLiteral(sample.row)
      expect([
        who,
        table,
        'insert',
        await attempt(
          claims,
          `insert into "${table}" (${writable}) select ${writable} from jsonb_populate_record(null::"${table}", ${literal}::jsonb)`,
        ),
      ]).toEqual([who, table, 'insert', '42501'])
    }
  }
})

test('X-02 who belongs nowhere touches nothing, also blindly: without asking which rows there are', async () => {
  const nobody: Claims = { role: 'authenticated', sub: shop.harness.world.newId() }
  for (const table of tables) {
    if (table === 'ticket_sales') continue
    const columns = await grantedColumns('authenticated', table, 'update')
    const statements = [`delete from "${table}"`, ...columns.map((column) => `update "${table}" set "${column}" = default`)]
    for (const statement of statements) expect([statement, [0n, '42501'].includes(await touched(nobody, statement))]).toEqual([statement, true])
  }
})

test('X-02 a row of one’s own cannot be moved into another organization', async () => {
  const { organizationId } = ours.owner
  for (const table of ['events', 'ticket_types', 'pools', 'price_tiers', 'type_pools', 'event_drafts', 'check_in_lists', 'memberships', 'api_keys']) {
    expect([
      table,
      await attempt(
        stranger(),
        `update "${table}" set organization_id = '${organizationId}' where organization_id = '${theirs.owner.organizationId}'`,
      ),
    ]).toEqual([table, '42501'])
  }
})

test('T-04 the last defence of the stock is the database’s own: no role sells a place twice', async () => {
  expect(
    await attempt(
      { role: 'service_role' },
      `update pools set sold = capacity + 1 where event_id = '${ours.ids['eventId']}' and capacity is not null`,
    ),
  ).toBe('23514')
})

test('P-05 the ledger cannot be rewritten, and a posting that does not balance never stands', async () => {
  const [entry] = await rowsOf<{ transaction_id: string; account_id: string }>('select transaction_id, account_id from ledger_entries limit 1')
  if (!entry) throw new Error('the season left no ledger entry')
  expect(await attempt({ role: 'service_role' }, 'update ledger_entries set amount_minor = 1')).toBe('42501')
  const unbalanced = shop.harness.database.system((tx) =>
    sql`insert into ledger_entries (transaction_id, seq, account_id, amount_minor, currency) values (${entry.transaction_id}, 99, ${entry.account_id}, 1, 'COP')`.execute(
      tx,
    ),
  )
  await expect(unbalanced).rejects.toThrow(/does not balance/)
})
