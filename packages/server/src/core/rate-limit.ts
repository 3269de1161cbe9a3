import { Refusal, type RateLimit } from '@fashionistas/contract'
import pg from 'pg'
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible'
import { survivesCuts } from './database.ts'

type Budget = { readonly points: number; readonly seconds: number; readonly shared: boolean }

/**
 * Requests per window, per person, key or address. What guards accounts and costs money is counted in PostgreSQL for all processes;
 * the rest in memory, where a count costs nothing and a second process merely doubles a generous budget.
 */
const budgets: Readonly<Record<RateLimit, Budget>> = {
  read: { points: 1200, seconds: 60, shared: false },
  write: { points: 240, seconds: 60, shared: false },
  quote: { points: 240, seconds: 60, shared: false },
  order: { points: 60, seconds: 60, shared: false },
  scan: { points: 1200, seconds: 60, shared: false },
  sign_in: { points: 20, seconds: 300, shared: true },
  message: { points: 12, seconds: 300, shared: true },
  /** Wrong promo codes: a person mistypes a few, a script tries thousands. */
  guess: { points: 15, seconds: 300, shared: false },
}

export type Limits = {
  /** Refuses who has nothing left, without counting. */
  check(limit: RateLimit, who: string): Promise<void>
  take(limit: RateLimit, who: string): Promise<Readonly<Record<string, string>>>
  close(): Promise<void>
}

/** Counts a request; throws `rate_limited` with the seconds to wait, else gives the RateLimit-* headers. */
export function rateLimits(url: string, factor: number): Limits {
  const pool = new pg.Pool({ connectionString: url, max: 2, options: '-c role=service_role' })
  survivesCuts(pool)
  const limiters = new Map<RateLimit, RateLimiterAbstract>()
  for (const [name, { points, seconds, shared }] of entries(budgets)) {
    const options = { keyPrefix: name, points: Math.ceil(points * factor), duration: seconds }
    limiters.set(
      name,
      shared
        ? new RateLimiterPostgres({
            ...options,
            storeClient: pool,
            tableName: 'rate_limits',
            tableCreated: true,
            insuranceLimiter: new RateLimiterMemory(options),
          })
        : new RateLimiterMemory(options),
    )
  }
  return {
    async check(limit, who) {
      const limiter = limiters.get(limit)
      const spent = await limiter?.get(who)
      if (limiter && spent && spent.consumedPoints >= limiter.points)
        throw new Refusal('rate_limited', { seconds: Math.ceil(spent.msBeforeNext / 1000) })
    },
    async take(limit, who) {
      const limiter = limiters.get(limit)
      if (!limiter) return {}
      try {
        const left = await limiter.consume(who)
        return headersOf(limiter.points, left)
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused
        throw new Refusal('rate_limited', { seconds: Math.ceil(refused.msBeforeNext / 1000) })
      }
    },
    close: () => pool.end(),
  }
}

const headersOf = (points: number, left: RateLimiterRes) => ({
  'ratelimit-limit': String(points),
  'ratelimit-remaining': String(left.remainingPoints),
  'ratelimit-reset': String(Math.ceil(left.msBeforeNext / 1000)),
})
const entries = <K extends string, V>(record: Readonly<Record<K, V>>): readonly (readonly [K, V])[] => Object.entries(record) as [K, V][] // oxlint-disable-line typescript/no-unsafe-type-assertion -- the record has no other names
