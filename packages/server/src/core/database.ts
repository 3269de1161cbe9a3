import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { planOnce } from './planned-once.ts'
import type { DB } from './schema.ts'

/** A transaction that is under way: `Database` alone opens and ends it. */
export type Tx = Kysely<DB>
export type Role = 'anon' | 'authenticated' | 'service_role'
/** What `auth.uid()` and the policies see: Supabase's names where it has one, ours beside them. */
export type Claims = {
  readonly sub?: string
  readonly role: Role
  readonly key?: { readonly organization: string; readonly permissions: readonly string[] }
  readonly order?: string
}

/** bigint columns are amounts and sequences within 2^53; beyond it we would rather stop than round. */
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error(`bigint ${text} is not a safe integer`)
  return value
})
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text) // a date has no zone: it stays text

/** All access to PostgreSQL. A connection of this pool can do nothing until a transaction takes one of three roles. */
export class Database {
  readonly pool: pg.Pool
  readonly #kysely: Kysely<DB>
  readonly #tellOfHappenings: (() => void)[] = []
  readonly url: string

  constructor(url: string, size: number) {
    this.url = url
    this.pool = new pg.Pool({
      connectionString: url,
      max: size,
      options: '-c role=fashionistas_app -c search_path=public,extensions',
      idleTimeoutMillis: 30_000,
      connectionTimeoutMillis: 10_000,
    })
    survivesCuts(this.pool)
    planOnce(this.pool)
    this.#kysely = new Kysely<DB>({ dialect: new PostgresDialect({ pool: this.pool }) })
  }

  /** One transaction as the caller: row-level security decides what it sees. */
  async as<T>(claims: Claims, work: (tx: Tx) => Promise<T>): Promise<T> {
    return await this.#kysely.connection().execute(async (tx) => {
      // Begin and role in one round trip: on a short act each round trip is a quarter of the time.
      await sql.raw(`begin; ${roleStatements(claims)}`).execute(tx)
      try {
        const result = await work(tx)
        await sql.raw('commit').execute(tx)
        if (withHappenings.has(tx)) for (const tell of this.#tellOfHappenings) tell()
        return result
      } catch (error) {
        await sql
          .raw('rollback')
          .execute(tx)
          .catch(() => {}) // the connection may be gone, and with it the transaction; the first error is the one to tell
        throw error
      }
    })
  }

  /** One transaction past row-level security: workers, webhooks, the reservation writer. The name says so at every call. */
  async system<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return await this.as({ role: 'service_role' }, work)
  }

  /** Called after the commit of each transaction of this process that wrote to the outbox. */
  afterHappenings(tell: () => void): void {
    this.#tellOfHappenings.push(tell)
  }

  async ping(): Promise<void> {
    await this.pool.query('select 1')
  }

  async close(): Promise<void> {
    await this.#kysely.destroy()
  }
}

const withHappenings = new WeakSet<Tx>()
/** Whoever writes to the outbox says so, and its relay need not wait for its next look. */
export function noteHappening(tx: Tx): void {
  withHappenings.add(tx)
}

/** Lends the system's role to one step of a caller's transaction, then gives the caller's back. */
export async function elevated<T>(tx: Tx, claims: Claims, work: () => Promise<T>): Promise<T> {
  return await stepAs(tx, { role: 'service_role' }, claims, work)
}

const actingAs = new WeakMap<Tx, Claims>()

/** One step of a transaction as somebody else, then again as who it was before: the caller, or whom a step around this one acts as. */
export async function stepAs<T>(tx: Tx, other: Claims, claims: Claims, work: () => Promise<T>): Promise<T> {
  const before = actingAs.get(tx) ?? claims
  await take(tx, other)
  try {
    return await work()
  } finally {
    await take(tx, before).catch(() => {}) // only where the transaction can do nothing any more
  }
}

async function take(tx: Tx, claims: Claims): Promise<void> {
  actingAs.set(tx, claims)
  await sql.raw(roleStatements(claims)).execute(tx)
}

function roleStatements(claims: Claims): string {
  return `set local role ${claims.role}; select set_config('request.jwt.claims', ${pg.escapeLiteral(JSON.stringify(claims))}, true)`
}

/**
 * A connection that dies ends what was under way on it, and nothing else. The pool listens to its idle connections only: one that is lent
 * out and cut between two queries would end the process.
 */
export function survivesCuts(pool: pg.Pool): void {
  pool.on('error', () => {})
  pool.on('connect', (client) => void client.on('error', () => {}))
}

/** Errors of PostgreSQL that a repeat may cure: serialization failures and deadlocks. */
export const isTransient = (error: unknown): boolean => error instanceof pg.DatabaseError && (error.code === '40001' || error.code === '40P01')
export const constraintOf = (error: unknown): string | undefined => (error instanceof pg.DatabaseError ? error.constraint : undefined)
export const errorCodeOf = (error: unknown): string | undefined => (error instanceof pg.DatabaseError ? error.code : undefined)
