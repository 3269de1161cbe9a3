import { randomUUID } from 'node:crypto'
import { permissionsOfOrganizations, type OrganizationPermission } from '@fashionistas/contract'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Claims } from '#core/database.ts'
import type { Row } from './constraint-cases.ts'
import { testDatabase, type TestDatabase } from './database.ts'
import { onStage, reachOf, type House, type Reach, type Shown } from './policy-cases.ts'
import { openTables, type Tables } from './tables.ts'

type Asker = { readonly who: string; readonly claims: Claims; readonly permissions?: readonly OrganizationPermission[] }
type Command = 'sees' | 'plants' | 'changes' | 'removes'
/** Which row stands where: `ours` and `theirs` are alike, of two houses that are not on stage. */
type Place = { readonly name: string; readonly to: Shown['to'] }

const house = (): House => ({ organization: randomUUID(), event: randomUUID(), type: randomUUID(), order: randomUUID(), person: randomUUID() })
const [ours, theirs, staged] = [house(), house(), house()]

let database: TestDatabase
let tables: Tables
let client: pg.Client
let names: readonly string[]
const placesOf = new Map<string, ReadonlyMap<string, Place>>()
beforeAll(async () => {
  database = await testDatabase()
  tables = await openTables(database.url)
  client = new pg.Client({ connectionString: database.url, options: '-c search_path=public,private,extensions' })
  await client.connect()
  // Every right to everyone: what is kept out here is kept out by the policies alone.
  await client.query(
    'grant usage on schema public, private to anon, authenticated; grant all on all tables in schema public, private to anon, authenticated',
  )
  names = [...new Set(tables.columns.map(({ table }) => table))].toSorted()
  const stage = onStage(staged, randomUUID())
  for (const name of names) placesOf.set(name, await fill(name, stage[name] ?? []))
})
afterAll(async () => {
  await client.end()
  await tables.close()
  await database.drop()
})

const columnsOf = (table: string) => tables.columns.filter((column) => column.table === table).map(({ name }) => name)

/** A row of a table as it is in that house. */
function rowOf(table: string, home: House, word: string): Row {
  const { organization, event, type, order, person } = home
  const keys: Row = { organization_id: organization, event_id: event, ticket_type_id: type, order_id: order, user_id: person }
  const own: Readonly<Record<string, Row>> = {
    events: { id: event, slug: `noche-${word}` },
    orders: { id: order },
    organizations: { id: organization, slug: `casa-${word}`, kind: 'platform' },
    ticket_types: { id: type },
    users: { id: person },
  }
  const columns = columnsOf(table)
  return { ...Object.fromEntries(Object.entries(keys).filter(([name]) => columns.includes(name))), ...own[table] }
}

/** Rows of both houses, those on stage, and where a table belongs to nobody a single one. Each is known by its place on disk. */
async function fill(table: string, shown: readonly Shown[]): Promise<ReadonlyMap<string, Place>> {
  const places = new Map<string, Place>()
  const note = async (place: Place) => {
    for (const { ctid } of await tables.query<{ ctid: string }>(`select ctid::text from ${table}`)) if (!places.has(ctid)) places.set(ctid, place)
  }
  const to = reachOf[table]?.everyone ? 'everyone' : 'nobody'
  await note({ name: 'there before', to })
  const isOfHouses = Object.keys(rowOf(table, ours, '')).length > 0
  if (isOfHouses || places.size === 0) await tables.put(table, rowOf(table, ours, 'nuestra'))
  await note({ name: 'ours', to })
  if (isOfHouses) await tables.put(table, rowOf(table, theirs, 'ajena'))
  await note({ name: 'theirs', to })
  for (const [at, { row, to: whom }] of shown.entries()) {
    await tables.put(table, row)
    await note({ name: `on stage ${at + 1}`, to: whom })
  }
  return places
}

/** One statement as somebody, always taken back; foreign keys and triggers rest. The rows it touched, or that a policy refused. */
async function answer({ claims }: Asker, statement: string): Promise<readonly Row[] | number | 'refused'> {
  const { role } = claims
  const said = pg.escapeLiteral(JSON.stringify(claims))
  await client.query(`begin; set local session_replication_role = replica; set local role ${role}; set local request.jwt.claims = ${said}`)
  try {
    const { rows, rowCount, command } = await client.query<Row>(statement)
    return command === 'SELECT' ? rows : (rowCount ?? 0)
  } catch (error) {
    // A copy of a row that stands already: the policy comes before the key, so it let the row in.
    if (error instanceof pg.DatabaseError && error.code === '23505') return 1
    if (error instanceof pg.DatabaseError && error.message.includes('row-level security')) return 'refused'
    throw error
  } finally {
    await client.query('rollback')
  }
}

function askersOf(reach: Reach): readonly Asker[] {
  const named = new Set([reach.reads, reach.plants, reach.changes, reach.keeps].filter((one) => one !== undefined))
  const key = (who: string, permissions: readonly OrganizationPermission[]): Asker => ({
    who,
    permissions,
    claims: { role: 'authenticated', key: { organization: ours.organization, permissions } },
  })
  return [
    { who: 'a guest', claims: { role: 'anon' } },
    { who: 'someone who belongs nowhere', claims: { role: 'authenticated', sub: randomUUID() } },
    { who: 'the person', claims: { role: 'authenticated', sub: ours.person } },
    { who: 'the holder of a link', claims: { role: 'anon', order: ours.order } },
    ...[...named].map((permission) => key(`a key for ${permission}`, [permission])),
    key(
      'a key for everything else',
      permissionsOfOrganizations.filter((permission) => !named.has(permission)),
    ),
  ]
}

/** Whether somebody may do this with the row of our house. */
function may({ who, permissions = [] }: Asker, command: Command, reach: Reach): boolean {
  const forCommand = { sees: reach.reads, plants: reach.plants, changes: reach.changes, removes: undefined }[command]
  if (permissions.some((permission) => permission === forCommand || permission === reach.keeps)) return true
  if (who === 'the person') return reach.oneself === 'keeps' || (command === 'sees' && (reach.oneself === 'reads' || reach.isOfOrder === true))
  return who === 'the holder of a link' && command === 'sees' && reach.isOfOrder === true
}

async function seenBy(asker: Asker, table: string): Promise<readonly string[]> {
  const rows = await answer(asker, `select ctid::text from ${table}`)
  if (typeof rows !== 'object') throw new Error(`${asker.who} cannot read ${table}`)
  return rows.map(({ ctid }) => placesOf.get(table)?.get(String(ctid))?.name ?? 'a row from nowhere').toSorted()
}

function shouldSee(asker: Asker, table: string, reach: Reach): readonly string[] {
  const isGuest = asker.claims.role === 'anon'
  const isSeen = ({ name, to }: Place) => to === 'everyone' || (to === 'guests' && isGuest) || (name === 'ours' && may(asker, 'sees', reach))
  return [...(placesOf.get(table)?.values() ?? [])].flatMap((place) => (isSeen(place) ? [place.name] : [])).toSorted()
}

type Trials = Readonly<Record<'plants ours' | 'plants theirs' | 'changes ours' | 'gives ours away' | 'removes ours', string>>

/** What somebody could try on a table: statements that ask for no row, so that no policy for reading hides one from them. */
async function trialsOn(table: string, owner: string): Promise<Trials> {
  const [found] = await tables.query<{ columns: string }>(
    "select string_agg(format('%I', attname), ', ') as columns from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''",
    [table],
  )
  const columns = found?.columns ?? ''
  const plant = async (home: House) => {
    const [sample] = await tables.query<{ row: string }>(`select to_jsonb(t)::text as row from ${table} t where "${owner}" = $1`, [ownerIn(home)])
    const row = `jsonb_populate_record(null::${table}, ${pg.escapeLiteral(sample?.row ?? '{}')}::jsonb)`
    return `insert into ${table} (${columns}) overriding system value select ${columns} from ${row}`
  }
  const ownerIn = (home: House) => String(rowOf(table, home, '')[owner])
  return {
    'plants ours': await plant(ours),
    'plants theirs': await plant(theirs),
    'changes ours': `update ${table} set "${owner}" = '${ownerIn(ours)}'`,
    'gives ours away': `update ${table} set "${owner}" = '${ownerIn(theirs)}'`,
    'removes ours': `delete from ${table}`,
  }
}

const outcomesFor = (asker: Asker, reach: Reach): Readonly<Record<keyof Trials, number | 'refused'>> => ({
  'plants ours': may(asker, 'plants', reach) ? 1 : 'refused',
  'plants theirs': 'refused',
  'changes ours': may(asker, 'changes', reach) ? 1 : 0,
  'gives ours away': may(asker, 'changes', reach) ? 'refused' : 0,
  'removes ours': may(asker, 'removes', reach) ? 1 : 0,
})

test('R-06 every table that lets anybody through has its reach written down, and no other table has a policy', async () => {
  const open = await tables.query<{ name: string }>(
    "select distinct tablename as name from pg_policies where schemaname in ('public', 'private') order by 1",
  )
  expect(open.map(({ name }) => name)).toEqual(Object.keys(reachOf).toSorted())
})

test('R-06 no table rests without row-level security, also where everybody may read', async () => {
  const open = await tables.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace in ('public'::regnamespace, 'private'::regnamespace) and relkind in ('r', 'p') and not relrowsecurity",
  )
  expect(open).toEqual([])
})

test('R-06 a table without a policy is dark to everybody but the system, whatever rights they hold', async () => {
  for (const table of names.filter((name) => !(name in reachOf)))
    for (const asker of askersOf({})) {
      const touched = [await seenBy(asker, table), await answer(asker, `delete from ${table}`)]
      expect([asker.who, table, ...touched]).toEqual([asker.who, table, [], 0])
    }
})

test.each(Object.entries(reachOf))('R-06 the policies of %s let through whom they are for, and nobody else', async (table, reach) => {
  const owner = reach.owner ?? 'organization_id'
  const trials = columnsOf(table).includes(owner) ? Object.entries(await trialsOn(table, owner)) : []
  for (const asker of askersOf(reach)) {
    expect([asker.who, 'sees', await seenBy(asker, table)]).toEqual([asker.who, 'sees', shouldSee(asker, table, reach)])
    const outcomes = new Map(Object.entries(outcomesFor(asker, reach)))
    for (const [trial, statement] of trials)
      expect([asker.who, trial, await answer(asker, statement)]).toEqual([asker.who, trial, outcomes.get(trial)])
  }
})

test('R-06 nobody makes an admin of the platform out of a member', async () => {
  const manager: Asker = {
    who: 'a manager',
    claims: { role: 'authenticated', key: { organization: ours.organization, permissions: ['members.manage'] } },
  }
  expect([await answer(manager, "update memberships set role = 'door'"), await answer(manager, "update memberships set role = 'admin'")]).toEqual([
    1,
    'refused',
  ])
})
