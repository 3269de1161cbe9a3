import { permissionsOf, permissionsOfOrganizations, roles, type OrganizationPermission } from '@fashionistas/contract'
import { sql } from 'kysely'
import pg from 'pg'
import type { Claims } from '#core/database.ts'
import { given } from './given.ts'
import type { Season } from './season.ts'
import type { Examined } from './security-tenants.ts'
import type { Shop } from './shop.ts'

/** Somebody as the database sees them: claims, and what they hold in their own organization. */
type Asker = { readonly who: string; readonly claims: Claims; readonly holds: ReadonlySet<string>; readonly marks: readonly string[] }
type Command = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE'
type Table = {
  readonly name: string
  readonly isTable: boolean
  /** The permissions that its policies name, for each command; a policy for all counts for each. */
  readonly asks: Readonly<Record<Command, readonly string[]>>
  readonly columns: Readonly<Record<'anon' | 'authenticated', { readonly select: readonly string[]; readonly update: readonly string[] }>>
  readonly writable: string
}
type Row = Readonly<Record<string, unknown>>

/** What the database itself lets anybody see of an organization that is on stage. */
const publicTables: readonly string[] = ['events', 'organizations', 'price_tiers', 'questions', 'ticket_types']

type Ground = { readonly shop: Shop; readonly own: Season; readonly foreign: Season }
type Only = { readonly table?: (name: string) => boolean; readonly asker?: (who: string) => boolean }
const any = () => true

/** Every table as everybody, straight in SQL: what each sees and touches of their own organization and of a foreign one. */
export async function examineRows({ shop, own, foreign }: Ground, { table: onlyTable = any, asker: onlyAsker = any }: Only = {}): Promise<Examined> {
  const tables = (await tablesOf(shop)).filter(({ name }) => onlyTable(name))
  const askers = (await askersOf(shop, own)).filter(({ who }) => onlyAsker(who))
  const problems: string[] = []
  let statements = 0
  for (const table of tables)
    for (const asker of askers) {
      const found = await examineTable({ shop, own, foreign }, table, asker)
      statements += found.statements
      problems.push(...found.wrong.map((what) => `${asker.who}, ${table.name}: ${what}`))
    }
  return { figures: { tables: tables.length, askers: askers.length, statements }, problems }
}

async function examineTable({ shop, own, foreign }: Ground, table: Table, asker: Asker) {
  const wrong: string[] = []
  const role = asker.claims.role === 'anon' ? 'anon' : 'authenticated'
  const may = (command: Command) => table.asks[command].some((permission) => asker.holds.has(permission))
  const { select, update } = table.columns[role]
  const isPublic = publicTables.includes(table.name)
  let statements = 0
  const run = async (statement: string) => {
    statements += 1
    return await attempt(shop, asker.claims, statement)
  }
  if (select.length > 0) {
    const rows = (await run(`select ${select.map((column) => `"${column}"`).join(', ')} from "${table.name}"`)).rows.map((row) => JSON.stringify(row))
    const [ours, theirs] = [rows.filter((row) => isOf(own, row)), rows.filter((row) => isOf(foreign, row) && !isOf(own, row))]
    if (theirs.length > 0 && !isPublic) wrong.push(`sees ${theirs.length} foreign rows`)
    // A view asks for nothing itself: it shows what the tables beneath it show (security_invoker).
    if (table.isTable && !may('SELECT') && !isPublic && ours.some((row) => !asker.marks.some((mark) => row.includes(mark))))
      wrong.push(`sees ${ours.length} rows of its organization without ${table.asks.SELECT.join(' or ')}`)
    if (may('SELECT') && ours.length === 0 && (await hasRows(shop, table, own))) wrong.push('does not see the rows that its permission is for')
  }
  if (!table.isTable) return { wrong, statements }
  for (const [whose, season] of [
    ['foreign', foreign],
    ['own', own],
  ] as const) {
    const marked = `t::text like '%${season.owner.organizationId}%'`
    const changed = async (command: Command, statement: string) => {
      const { count, code } = await run(statement)
      if (count > 0 && (whose === 'foreign' || !may(command))) wrong.push(`${command.toLowerCase()}s ${count} ${whose} rows`)
      return code
    }
    await changed('DELETE', `delete from "${table.name}" t where ${marked}`)
    if (update.length > 0)
      await changed('UPDATE', `update "${table.name}" t set ${update.map((column) => `"${column}" = "${column}"`).join(', ')} where ${marked}`)
    const sample = whose === 'foreign' || !may('INSERT') ? await sampleOf(shop, table, marked) : undefined
    if (sample === undefined) continue
    const planted = `insert into "${table.name}" (${table.writable}) select ${table.writable} from jsonb_populate_record(null::"${table.name}", ${pg.escapeLiteral(sample)}::jsonb)`
    const code = await changed('INSERT', planted)
    if (code !== '42501') wrong.push(`an insert of a ${whose} row ends with ${code ?? 'success'}, not with a refusal of the policy`)
  }
  return { wrong, statements }
}

const isOf = ({ owner, ids, others }: Season, row: string): boolean =>
  [owner.organizationId, owner.userId, ...Object.values(ids), others.draftId, others.heldOrderId].some(
    (mark) => mark.length > 20 && row.includes(mark),
  )

async function askersOf(shop: Shop, own: Season): Promise<readonly Asker[]> {
  const { organizationId, userId } = own.owner
  const nobody: ReadonlySet<string> = new Set()
  const stranger = await given.user(shop.harness)
  const invited = await given.user(shop.harness)
  await shop.harness.database.system((tx) =>
    tx
      .insertInto('memberships')
      .values({ id: shop.harness.world.newId(), organization_id: organizationId, user_id: invited.userId, email: invited.email, role: 'owner' })
      .execute(),
  )
  const person = (who: string, sub: string, holds: ReadonlySet<string>): Asker => ({
    who,
    claims: { role: 'authenticated', sub },
    holds,
    marks: [sub],
  })
  const key = (permissions: readonly OrganizationPermission[]): Asker => ({
    who: permissions.length === 1 ? `key for ${permissions[0]}` : 'key for everything',
    claims: { role: 'authenticated', key: { organization: organizationId, permissions } },
    holds: new Set(permissions),
    marks: [],
  })
  const members: Asker[] = []
  for (const role of roles.filter((each) => each !== 'admin' && each !== 'owner'))
    members.push(person(role, (await given.member(shop.harness, organizationId, role)).userId, new Set(permissionsOf[role])))
  const orderId = own.ids['orderId'] ?? ''
  return [
    { who: 'guest', claims: { role: 'anon' }, holds: nobody, marks: [] },
    person('someone without an organization', stranger.userId, nobody),
    person('an owner who was invited and has not joined', invited.userId, nobody),
    person('owner', userId, new Set(permissionsOf.owner)),
    ...members,
    ...permissionsOfOrganizations.map((permission) => key([permission])),
    key(permissionsOfOrganizations),
    { who: 'the holder of a link', claims: { role: 'anon', order: orderId }, holds: nobody, marks: [orderId] },
  ]
}

/** All of them from the catalogue: a table that is added is examined without a word here. */
async function tablesOf(shop: Shop): Promise<readonly Table[]> {
  const found = await system<{ name: string; kind: string }>(
    shop,
    "select relname as name, relkind as kind from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm') and not relispartition order by 1",
  )
  return await Promise.all(
    found.map(async ({ name, kind }) => ({
      name,
      isTable: kind === 'r' || kind === 'p',
      asks: await policiesOf(shop, name),
      columns: { anon: await grantsOf(shop, name, 'anon'), authenticated: await grantsOf(shop, name, 'authenticated') },
      writable: (await columnsOf(shop, name, "attgenerated = '' and attidentity = ''")).map((column) => `"${column}"`).join(', '),
    })),
  )
}

async function policiesOf(shop: Shop, table: string): Promise<Table['asks']> {
  const policies = await system<{ cmd: string; text: string }>(
    shop,
    `select cmd, coalesce(qual, '') || ' ' || coalesce(with_check, '') as text from pg_policies where schemaname = 'public' and tablename = '${table}'`,
  )
  const named = (command: Command) =>
    policies
      .filter(({ cmd }) => cmd === command || cmd === 'ALL')
      .flatMap(({ text }) => [...text.matchAll(/my_organizations\('([\w.]+)'/g)].map(([, name = '']) => name))
  return { SELECT: named('SELECT'), INSERT: named('INSERT'), UPDATE: named('UPDATE'), DELETE: named('DELETE') }
}

const grantsOf = async (shop: Shop, table: string, role: string) => ({
  select: await columnsOf(shop, table, `has_column_privilege('${role}', attrelid, attnum, 'select')`),
  update: await columnsOf(shop, table, `attgenerated = '' and attidentity = '' and has_column_privilege('${role}', attrelid, attnum, 'update')`),
})

async function columnsOf(shop: Shop, table: string, which: string): Promise<readonly string[]> {
  const rows = await system<{ name: string }>(
    shop,
    `select attname as name from pg_attribute where attrelid = 'public."${table}"'::regclass and attnum > 0 and not attisdropped and ${which} order by attnum`,
  )
  return rows.map(({ name }) => name)
}

const secretNames = /secret|token|hash|password|private|sealed|cipher|otp|^raw$/
/** Of what a caller sent: nobody can guess through them. */
const harmless = ['orders.quote_hash', 'orders.request_hash', 'payments.request_hash']
/** Columns that look like secrets by their name and that somebody outside could select. */
export async function readableSecrets(shop: Shop): Promise<readonly string[]> {
  const tables = await tablesOf(shop)
  return tables.flatMap(({ name, columns }) =>
    [...new Set([...columns.anon.select, ...columns.authenticated.select])]
      .filter((column) => secretNames.test(column) && !harmless.includes(`${name}.${column}`))
      .map((column) => `${name}.${column}`),
  )
}

const hasRows = async (shop: Shop, { name }: Table, { owner }: Season): Promise<boolean> =>
  (await system(shop, `select from "${name}" t where t::text like '%${owner.organizationId}%' limit 1`)).length > 0

async function sampleOf(shop: Shop, { name }: Table, marked: string): Promise<string | undefined> {
  const [found] = await system<{ row: string }>(shop, `select to_jsonb(t)::text as row from "${name}" t where ${marked} limit 1`)
  return found?.row
}

async function system<Found extends object>(shop: Shop, text: string): Promise<readonly Found[]> {
  return await shop.harness.database.system(async (tx) => (await sql.raw<Found>(text).execute(tx)).rows)
}

type Tried = { readonly rows: readonly Row[]; readonly count: number; readonly code?: string | undefined }
/** Carries what a statement did out of a transaction that is always taken back. */
class TakenBack extends Error {
  readonly tried: Tried
  constructor(tried: Tried) {
    super('taken back')
    this.tried = tried
  }
}

async function attempt(shop: Shop, claims: Claims, statement: string): Promise<Tried> {
  try {
    return await shop.harness.database.as(claims, async (tx) => {
      const { rows, numAffectedRows } = await sql.raw<Row>(statement).execute(tx)
      throw new TakenBack({ rows, count: Number(numAffectedRows ?? 0n) })
    })
  } catch (error) {
    if (error instanceof TakenBack) return error.tried
    if (error instanceof pg.DatabaseError) return { rows: [], count: 0, code: error.code }
    throw error
  }
}
