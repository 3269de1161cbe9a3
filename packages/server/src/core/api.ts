import { createHash } from 'node:crypto'
import { Refusal, type Contract, type Handlers, type Operation } from '@fashionistas/contract'
import { sql } from 'kysely'
import { safeParse, type $ZodIssue, type $ZodType } from 'zod/v4/core'
import { actorId, claimsOf, type AuditNote, type Caller, type Context } from './context.ts'
import { constraintOf, elevated, errorCodeOf, isTransient, stepAs, type Database, type Tx } from './database.ts'
import { problemsOfText } from './kept-text.ts'
import { emitTo } from './outbox.ts'
import type { World } from './world.ts'

export type Parts = { readonly database: Database; readonly world: World }
/** The one road to every handler: HTTP, tests, jobs and tools all come through `call`. */
export type Api<C extends Contract = Contract> = {
  readonly contract: C
  readonly parts: Parts
  call(name: string, raw: unknown, caller: Caller): Promise<unknown>
}
type Act = (input: unknown, context: Context & { refuse(code: never, details?: Readonly<Record<string, unknown>>): never }) => Promise<unknown>

/**
 * Binds handlers to a contract. `call` checks permission, parses the input, runs the handler in one transaction as the caller,
 * writes the audit row of a change in that transaction, answers repeated idempotency keys, and checks what comes out.
 */
export function api<C extends Contract>(contract: C, handlers: Handlers<C, Context>, parts: Parts): Api<C> {
  const acts = new Map<string, Act>(Object.entries(handlers).map(([name, handler]) => [name, asAct(handler)]))
  return {
    contract,
    parts,
    async call(name, raw, caller) {
      const operation = contract[name]
      const act = acts.get(name)
      if (!operation || !act) throw new Refusal('not_found', { operation: name })
      allow(operation, caller)
      const input = parseInput(operation.input, raw)
      if (operation.versioned === 'change') checkVersion(caller.ifMatch)
      const output = await withRetry(() => run({ name, operation, act, input, caller, parts })).catch((error: unknown) => {
        throw isOtherCursor(raw, error)
          ? new Refusal('input_invalid', { errors: [{ path: 'cursor', code: 'cursor_invalid', message: 'cursor_invalid' }] })
          : error
      })
      return operation.file ? output : checkOutput(name, operation.output, output)
    },
  }
}

type Run = {
  readonly name: string
  readonly operation: Operation
  readonly act: Act
  readonly input: unknown
  readonly caller: Caller
  readonly parts: Parts
}

async function run({ name, operation, act, input, caller, parts }: Run): Promise<unknown> {
  const { database } = parts
  const claims = claimsOf(caller.actor)
  if (operation.transaction === 'own') return await act(input, contextOf({ name, caller, parts, tx: undefined }))
  const isChange = !operation.route.startsWith('GET ')
  return await database.as(claims, async (tx) => {
    const known = operation.idempotency === 'stored' ? await claimKey(tx, name, input, caller) : undefined
    if (known) return known.response
    const context = contextOf({ name, caller, parts, tx })
    const output = await act(input, context)
    if (isChange) await context.writeNotes(tx)
    if (operation.idempotency === 'stored' && caller.idempotencyKey)
      await sql`select private.answer_key(${scopeOf(caller)}, ${caller.idempotencyKey}, ${JSON.stringify(output)}::jsonb)`.execute(tx)
    return output
  })
}

function contextOf({
  name,
  caller,
  parts,
  tx,
}: {
  name: string
  caller: Caller
  parts: Parts
  tx: Tx | undefined
}): Context & { refuse(code: never, details?: Readonly<Record<string, unknown>>): never; writeNotes(tx: Tx): Promise<void> } {
  const { database, world } = parts
  const claims = claimsOf(caller.actor)
  const notes: AuditNote[] = []
  const audit = (into: Tx, note: AuditNote) => writeAudit(into, name, caller, note, world.now())
  return {
    ...caller,
    ...world,
    get tx(): Tx {
      if (!tx) throw new Error(`${name} opens its own transactions: use as() or system()`)
      return tx
    },
    claims,
    elevated: (work) => {
      if (!tx) throw new Error(`${name} opens its own transactions: use system()`)
      return elevated(tx, claims, work)
    },
    // Never a second connection beside the one in hand: when all who ask at once did so, they would wait for each other.
    as: (work, other) => (tx ? stepAs(tx, other ?? claims, claims, () => work(tx)) : database.as(other ?? claims, work)),
    system: (work) => (tx ? elevated(tx, claims, () => work(tx)) : database.system(work)),
    emit: (into, happening) => emitTo(into, { ...happening, id: world.newId(), occurredAt: world.now() }),
    note: (note) => void notes.push(note),
    audit,
    refuse: (code, details) => {
      throw new Refusal(code, details)
    },
    writeNotes: async (into) => {
      for (const note of notes.length > 0 ? notes : [{}]) await audit(into, note)
    },
  }
}

async function writeAudit(tx: Tx, operation: string, caller: Caller, note: AuditNote, at: Date): Promise<void> {
  const { actor } = caller
  await sql`select private.audit(${actor.kind}, ${actorId(actor)}, ${note.organizationId ?? null}, ${operation}, ${note.target ?? null}, ${caller.requestId}, ${caller.ip ?? null},
    ${note.before === undefined ? null : JSON.stringify(note.before)}::jsonb, ${note.after === undefined ? null : JSON.stringify(note.after)}::jsonb, ${at})`.execute(
    tx,
  )
}

/** The first time: takes the key for this transaction. A repeat: its answer; with another body: a refusal. */
async function claimKey(tx: Tx, name: string, input: unknown, caller: Caller): Promise<{ readonly response: unknown } | undefined> {
  if (!caller.idempotencyKey) throw new Refusal('idempotency_key_missing')
  const hash = hashOf(input)
  const { rows } = await sql<{
    is_new: boolean
    known_hash: string
    response: unknown
  }>`select * from private.claim_key(${scopeOf(caller)}, ${caller.idempotencyKey}, ${name}, ${hash})`.execute(tx)
  const [row] = rows
  if (!row || row.is_new) return undefined
  if (row.known_hash !== `${name} ${hash}`) throw new Refusal('idempotency_key_reused')
  return { response: row.response }
}

/** Keys of different people never meet; guests are told apart by their address. */
export const scopeOf = (caller: Caller): string => `${caller.actor.kind}:${actorId(caller.actor) ?? caller.ip ?? ''}`
export const hashOf = (value: unknown): string => createHash('sha256').update(stable(value)).digest('hex')

/** JSON with sorted names: two bodies that mean the same have the same hash. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

function allow(operation: Operation, { actor }: Caller): void {
  const { permission } = operation
  if (permission === 'public' || actor.kind === 'system') return
  if (actor.kind === 'guest') throw new Refusal('sign_in_needed')
  if (permission === 'user' && actor.kind === 'user') return
  if (!actor.permissions.has(permission)) throw new Refusal('permission_missing', { permission })
}

const highestVersion = 2_147_483_647 // of the column; a higher one was never read
function checkVersion(ifMatch: number | undefined): void {
  if (ifMatch === undefined) throw new Refusal('version_missing')
  if (ifMatch > highestVersion) throw new Refusal('version_stale')
}

/** A cursor of the right form that this list did not make: its values are of other types than the columns they are compared with. */
const isOtherCursor = (raw: unknown, error: unknown): boolean =>
  typeof raw === 'object' && raw !== null && 'cursor' in raw && errorCodeOf(error)?.startsWith('22') === true

function parseInput(schema: $ZodType, raw: unknown): unknown {
  const unkept = problemsOfText(raw)
  if (unkept.length > 0) throw new Refusal('input_invalid', { errors: unkept })
  const result = safeParse(schema, raw)
  if (result.success) return result.data
  throw new Refusal('input_invalid', { errors: result.error.issues.map(toProblem) })
}

const toProblem = (issue: $ZodIssue) => ({
  path: issue.path.join('.'),
  code: issue.code === 'custom' ? issue.message : issue.code,
  message: issue.message,
})

function checkOutput(name: string, schema: $ZodType, value: unknown): unknown {
  const result = safeParse(schema, value)
  if (!result.success)
    throw new Error(`${name} broke its own contract: ${result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')}`)
  return result.data
}

/** A deadlock or a serialization failure is cured by doing it again; three times, then it is a fault. */
async function withRetry<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (attempt === 3 || !isTransient(error))
        throw error instanceof Error && constraintOf(error) ? new Error(`refused by ${constraintOf(error)}`, { cause: error }) : error
    }
  }
}

/** Each handler of a mapped type takes its own input; here they stand side by side, after the schema of each has parsed what it gets. */
function asAct(handler: unknown): Act {
  return handler as Act // oxlint-disable-line typescript/no-unsafe-type-assertion -- the one cast of the kernel: see above
}
