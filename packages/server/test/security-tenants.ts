import { createHash } from 'node:crypto'
import type { Permission } from '@fashionistas/contract'
import { sql } from 'kysely'
import { idsIn, inputOf, operationNames, operations, withThingOf, type Input, type OperationName } from './operation-inputs.ts'
import type { Answer } from './running-api.ts'
import type { Season } from './season.ts'
import { everyCaller, type Caller, type Stage } from './security-callers.ts'
import { sendOperation } from './send-operation.ts'

export type Examined = { readonly figures: Readonly<Record<string, number>>; readonly problems: readonly string[] }
/** `open`: depends on more than the contract says (a state, a permission beside its own); only leaks count. `refused`: 403 or 404. */
type Verdict = 'let in' | 'sign_in_needed' | 'permission_missing' | 'not_found' | 'refused' | 'open'
type Place = 'own' | 'foreign'

/** What ends things comes last, so that the others still find what they name. */
const endings = ['releaseOrder', 'revokeSession', 'revokeApiKey', 'removeMember', 'removeTicketType', 'cancelEvent', 'createOrganization']
const inOrder = operationNames.toSorted((a, b) => endings.indexOf(a) - endings.indexOf(b))
const needsLink = (name: OperationName): boolean => 'token' in (propertiesOf(name) ?? {})
const propertiesOf = (name: OperationName): object | undefined => {
  const input = operations[name]?.input
  return input && '_zod' in input && 'shape' in input._zod.def ? Object(input._zod.def.shape) : undefined
}

/** Who reads a public picture changes nothing about it, and drawing one takes tenths of a second: once as a guest. */
const isPublicFile = (name: OperationName): boolean =>
  operations[name]?.permission === 'public' && operations[name]?.file !== undefined && !needsLink(name)
const callersAtOnce = 3

/** Every operation of the contract as everybody, at home and in a foreign organization, over HTTP. */
export async function examineTenants(stage: Stage, only: (who: string) => boolean = () => true): Promise<Examined> {
  const callers: Caller[] = []
  for (const call of everyCaller(stage, only)) callers.push(await call()) // some of them were part of the foreign organization before
  const before = await fingerprint(stage, stage.foreign)
  const found: Examined[] = []
  const waiting = callers.values()
  const worker = async () => {
    for (const caller of waiting) found.push(await examineCaller(stage, caller))
  }
  await Promise.all(Array.from({ length: callersAtOnce }, worker))
  const changed = (await fingerprint(stage, stage.foreign)) === before ? [] : ['something of the foreign organization was changed']
  const sum = (name: string) => found.reduce((total, { figures }) => total + (figures[name] ?? 0), 0)
  const figures = Object.fromEntries(['cells', 'let in', 'done', 'refused'].map((name) => [name, sum(name)]))
  return {
    figures: { callers: found.length, operations: operationNames.length, ...figures },
    problems: [...found.flatMap(({ problems }) => problems), ...changed],
  }
}

async function examineCaller(stage: Stage, caller: Caller): Promise<Examined> {
  const problems: string[] = []
  const counts = { cells: 0, 'let in': 0, done: 0, refused: 0 }
  for (const cell of cellsOf(caller, stage)) {
    if (isPublicFile(cell.name) && caller.who !== 'guest') continue
    const answer = await sendOperation(stage.running, cell.name, cell.input, headersOf(stage, caller))
    counts.cells += 1
    counts['let in'] += cell.verdict === 'let in' ? 1 : 0
    counts.done += cell.verdict === 'let in' && answer.status < 300 ? 1 : 0
    counts.refused += cell.verdict === 'let in' || cell.verdict === 'open' ? 0 : 1
    problems.push(...wrongIn(answer, cell, stage.foreign).map((what) => `${caller.who}, ${cell.place} ${cell.name}: ${what}`))
  }
  return { figures: counts, problems }
}

const headersOf = ({ shop }: Stage, { headers }: Caller) => ({
  ...headers,
  'idempotency-key': shop.harness.world.newId(),
  'if-match': '"1"',
})

type Cell = { readonly name: OperationName; readonly place: Place; readonly input: Input; readonly verdict: Verdict; readonly mayRead: boolean }

function cellsOf(caller: Caller, { foreign }: Stage): readonly Cell[] {
  const abroad = inOrder
    .filter((name) => idsIn(inputOf(name, foreign), foreign).length > 0 || name === 'openLink')
    .flatMap((name) => tokensFor(name, caller, foreign).map((token) => cellOf(caller, name, 'foreign', { season: foreign, token })))
  const { home, isAdmin } = caller
  if (!home) return abroad
  const mine = inOrder.flatMap((name) => tokensFor(name, caller, home).map((token) => cellOf(caller, name, 'own', { season: home, token })))
  return isAdmin ? mine : [...abroad, ...mine] // no organization is foreign to an admin of the platform
}

/** Without a link; for who has no account there, also with one that somebody else signed, and with their own: of another order. */
function tokensFor(name: OperationName, { order, holds }: Caller, season: Season): readonly (string | undefined)[] {
  if (!needsLink(name)) return [undefined]
  const forged = `${season.ids['token']?.slice(0, -2)}__`
  const own = order?.link ? [order.link] : []
  if (name === 'openLink') return [forged, ...own]
  return Object.keys(holds).length > 0 ? [undefined] : [undefined, forged, ...own]
}

type Asked = { readonly season: Season; readonly token: string | undefined }

function cellOf(caller: Caller, name: OperationName, place: Place, { season, token }: Asked): Cell {
  const { token: _, ...rest } = inputOf(name, season)
  const input = { ...rest, ...(token === undefined ? {} : { token }) }
  const own = ownOrder(caller, name, place, token)
  const verdict = caller.kind === 'ended key' ? 'sign_in_needed' : own ? 'open' : verdictOf(caller, name, { season, token })
  return { name, place, verdict, input: { ...input, ...own }, mayRead: caller.isAdmin }
}

/** At home, the holder of an order asks for that order where the operation is about one: it must open. */
function ownOrder({ order, home }: Caller, name: OperationName, place: Place, token: string | undefined): Input | undefined {
  if (!order || !home || !needsLink(name) || token !== order.link || (place === 'foreign' && name !== 'openLink')) return undefined
  return name === 'openLink' ? {} : 'ticketId' in (propertiesOf(name) ?? {}) ? { ticketId: order.ticketId } : { orderId: order.id }
}

/** From the permission that the contract asks for, and what the caller holds where. */
function verdictOf(caller: Caller, name: OperationName, { season }: Asked): Verdict {
  const permission = operations[name]?.permission ?? 'admin'
  const here = caller.holds[season.owner.organizationId]
  if (permission === 'public') {
    if (!needsLink(name)) return 'open'
    return caller.isAdmin || here?.has(operations['listOrders']?.permission ?? 'admin') ? (name === 'openLink' ? 'not_found' : 'open') : 'not_found'
  }
  if (caller.kind === 'guest') return 'sign_in_needed'
  if (permission === 'user')
    return caller.kind === 'key' ? 'permission_missing' : idsIn(inputOf(name, season), season).length > 0 ? 'not_found' : 'let in'
  if (caller.isAdmin) return 'let in'
  if (permission === 'admin') return 'permission_missing'
  if (here?.has(permission)) return isTooNarrow(caller, name) ? 'open' : 'let in'
  const isHeldElsewhere = Object.values(caller.holds).some((held: ReadonlySet<Permission>) => held.has(permission))
  if (!isHeldElsewhere) return 'permission_missing'
  return here ? 'refused' : 'not_found'
}

/** A key that may change something and read nothing finds nothing to change; what it is told at home is no leak. */
const isTooNarrow = ({ kind, holds }: Caller, name: OperationName): boolean =>
  kind === 'key' && Object.values(holds).every((held) => held.size === 1) && operations[name]?.route.startsWith('GET ') === false

function wrongIn({ status, body, text, headers }: Answer, { verdict, mayRead, input }: Cell, foreign: Season): readonly string[] {
  const said = typeof body['code'] === 'string' && status >= 400 ? body['code'] : status < 400 ? 'done' : String(status)
  const wrong: string[] = []
  if (status >= 500) wrong.push(`answered ${status}`)
  if (!fits(verdict, said)) wrong.push(`expected ${verdict}, got ${said}`)
  if (mayRead) return wrong
  const sent = JSON.stringify(input)
  const everything = `${text}\n${JSON.stringify([...headers])}`
  const leaked = foreign.secrets.filter((secret) => everything.includes(secret) && !sent.includes(secret))
  return leaked.length > 0 ? [...wrong, `tells ${leaked.join(', ')}`] : wrong
}

const closed = new Set(['sign_in_needed', 'permission_missing', 'not_found', 'input_invalid'])
function fits(verdict: Verdict, said: string): boolean {
  if (verdict === 'open') return true
  if (verdict === 'let in') return !closed.has(said)
  if (verdict === 'refused') return said === 'permission_missing' || said === 'not_found'
  return said === verdict || (verdict === 'not_found' && said === 'link_expired') // a link of one's own that has ended
}

/** Things of a foreign organization slipped into acts on one's own, one at a time and however deep they lie. */
export async function examineSlips(stage: Stage, home: Season, callers: readonly Headers[]): Promise<Examined> {
  const { running, foreign, shop } = stage
  const problems: string[] = []
  const before = await fingerprint(stage, foreign)
  let slips = 0
  for (const name of inOrder) {
    const own = inputOf(name, home)
    const paths = idsIn(own, home)
    if (paths.length < 2) continue
    for (const path of paths)
      for (const headers of callers) {
        slips += 1
        const input = withThingOf(own, path, [home, foreign])
        const answer = await sendOperation(running, name, input, { ...headers, 'idempotency-key': shop.harness.world.newId(), 'if-match': '"1"' })
        const wrong = [
          ...wrongIn(answer, { name, place: 'foreign', input, verdict: 'open', mayRead: false }, foreign),
          ...(answer.status < 300 ? ['was done'] : []),
        ]
        problems.push(...wrong.map((what) => `${name} with a foreign ${path}: ${what}`))
      }
  }
  if ((await fingerprint(stage, foreign)) !== before) problems.push('something of the foreign organization was changed')
  return { figures: { slips }, problems }
}
type Headers = Readonly<Record<string, string>>

/** All rows of an organization as one number: equal before and after means that nothing of it was touched. */
export async function fingerprint({ shop }: Pick<Stage, 'shop'>, { owner }: Season): Promise<string> {
  return await shop.harness.database.system(async (tx) => {
    const { rows } = await sql<{ name: string }>`
      select c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
       where table_schema = 'public' and column_name = 'organization_id' and table_type = 'BASE TABLE' and table_name <> 'audit_log' order by 1`.execute(
      tx,
    )
    const hash = createHash('sha256')
    for (const { name } of rows) {
      const { rows: found } = await sql<{ row: string }>`
        select (to_jsonb(t) - 'last_used_at')::text as row from ${sql.table(name)} t where organization_id = ${owner.organizationId} order by 1`.execute(
        tx,
      )
      hash.update(name).update(found.map(({ row }) => row).join('\n'))
    }
    return hash.digest('hex')
  })
}
