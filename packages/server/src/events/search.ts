import type { EventType } from '@fashionistas/contract'
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import type { Tx } from '#core/database.ts'
import { pageStart } from './page-start.ts'

export type Search = {
  readonly q: string | undefined
  readonly city: string | undefined
  readonly type: EventType | undefined
  readonly from: string | undefined
  readonly to: string | undefined
  readonly priceMax: number | undefined
  readonly organizer: string | undefined
  readonly past: boolean | undefined
  readonly near: string | undefined
  readonly sort: 'date' | 'relevance' | 'price' | undefined
  readonly limit: number
  readonly cursor: string | undefined
  readonly now: Date
}
/** `exact`: the words as they are, without accents and endings. `near`: spelled nearly so; asked only when nothing is exact. */
type Matching = 'exact' | 'near'
export type Found = { readonly id: string; readonly rank: number; readonly startsAt: Date; readonly matching: Matching }

/** How alike a misspelled word must be: 'pasarla' and 'pasarela' are 0.6, words that share an ending are under 0.3. */
const alike = 0.35
const Start = z.tuple([z.enum(['exact', 'near']), z.number(), z.iso.datetime(), z.uuid()])

/**
 * One row more than the page has. Every order is by a number first (days, price, metres, likeness), then by date and id: one keyset for all.
 * Runs as the system with the public filter written out: text and trigram operators cannot use an index below row-level security.
 */
export async function findEvents(tx: Tx, search: Search): Promise<readonly Found[]> {
  const start = pageStart(search.cursor, Start)
  const first = await find(tx, search, start?.[0] ?? 'exact', start)
  if (first.length > 0 || start || !search.q) return first
  await sql`select set_config('pg_trgm.word_similarity_threshold', ${String(alike)}, true)`.execute(tx)
  return await find(tx, search, 'near', start)
}

async function find(tx: Tx, search: Search, matching: Matching, start: z.infer<typeof Start> | undefined): Promise<readonly Found[]> {
  // The planner takes matching for cheap and would rather read, and unpack, the words of all events than ask the index.
  if (search.q) await sql`select set_config('enable_seqscan', 'off', true)`.execute(tx)
  const rank = rankOf(search, matching)
  const order = search.past ? sql`desc` : sql`asc`
  const after =
    start &&
    sql`(rank, case when ${search.past ?? false} then -extract(epoch from starts_at) else extract(epoch from starts_at) end, id) > (${start[1]}::float8, ${(search.past ? -1 : 1) * (new Date(start[2]).getTime() / 1000)}::numeric, ${start[3]}::uuid)`
  const byPrice = orderOf(search) === 'price'
  const priced =
    start && byPrice && (start[1] < nothingOnSale ? sql`(p.price_minor >= ${start[1]} or p.price_minor is null)` : sql`p.price_minor is null`)
  const dated = start && rankIsFlat(search) && sql`e.starts_at ${search.past ? sql`<=` : sql`>=`} ${start[2]}::timestamptz`
  const { rows } = await sql<{ id: string; rank: number; startsAt: Date }>`
    select id, rank, starts_at as "startsAt" from (
      select e.id, e.starts_at, ${rank}::float8 as rank${byPrice ? sql`, p.price_minor` : sql``} from events e
        ${search.organizer ? sql`join organizations o on o.id = e.organization_id` : sql``}
        ${needsPrice(search) ? sql`join event_prices p on p.event_id = e.id` : sql``}
       where ${sql.join([...conditions(search, matching), ...(dated ? [dated] : []), ...(priced ? [priced] : [])], sql` and `)}
    ) found ${after ? sql`where ${after}` : sql``}
    order by ${rankIsFlat(search) ? sql`` : byPrice ? sql`price_minor,` : sql`rank,`} starts_at ${order}, id limit ${search.limit + 1}`.execute(tx)
  return rows.map((row) => ({ ...row, matching }))
}

const needsPrice = ({ priceMax, sort }: Search): boolean => priceMax !== undefined || sort === 'price'
const orderOf = ({ sort, q, near }: Search) => sort ?? (near ? 'near' : q ? 'relevance' : 'date')
const rankIsFlat = (search: Search): boolean => orderOf(search) === 'date' || (orderOf(search) === 'relevance' && !search.q)
const nothingOnSale = 9e15

function rankOf(search: Search, matching: Matching): RawBuilder<unknown> {
  switch (orderOf(search)) {
    case 'date':
      return sql`0`
    case 'price':
      return sql`coalesce(p.price_minor, ${nothingOnSale})`
    case 'near':
      return distance(search.near ?? '0,0')
    case 'relevance':
      return search.q ? relevance(search.q, matching) : sql`0`
  }
}

// Rounded, so that a rank in a cursor is the very number that the database compares.
const relevance = (q: string, matching: Matching): RawBuilder<unknown> =>
  matching === 'exact'
    ? sql`round(-10000 * ts_rank(e.search_brief, websearch_to_tsquery('public.es', ${q})))`
    : sql`round(-10000 * extensions.word_similarity(private.plain(${q}), e.search_text))`

/** Metres over a flat earth, which is right to a percent within Colombia. An event without a point counts as in the middle of its city. */
function distance(near: string): RawBuilder<unknown> {
  const [latitude = 0, longitude = 0] = near.split(',').map(Number)
  const shrink = Math.cos((latitude * Math.PI) / 180)
  const ofCity = (column: 'latitude' | 'longitude') =>
    sql`coalesce(e.${sql.ref(column)}, (select c.${sql.ref(column)} from cities c where c.slug = private.slug(e.city)))`
  return sql`coalesce(round(111320 * sqrt((${ofCity('latitude')} - ${latitude}::float8) ^ 2 + ((${ofCity('longitude')} - ${longitude}::float8) * ${shrink}::float8) ^ 2)), ${nothingOnSale}::float8)`
}

function conditions(search: Search, matching: Matching): RawBuilder<unknown>[] {
  const { now } = search
  const stage = search.past
    ? sql`e.state in ('active', 'sold_out', 'completed') and e.ends_at <= ${now}`
    : sql`e.state in ('active', 'sold_out', 'postponed') and e.ends_at > ${now}`
  return [
    stage,
    ...(search.q ? matches(search.q, matching) : []),
    ...(search.city ? [sql`private.slug(e.city) = private.slug(${search.city})`] : []),
    ...(search.type ? [sql`e.type = ${search.type}`] : []),
    ...(search.from ? [sql`e.starts_at >= ${search.from}::timestamptz`] : []),
    ...(search.to ? [sql`e.starts_at <= ${search.to}::timestamptz`] : []),
    ...(search.priceMax === undefined ? [] : [sql`p.price_minor <= ${search.priceMax}`]),
    ...(search.organizer ? [sql`(o.slug = ${search.organizer} or o.id::text = ${search.organizer})`] : []),
  ]
}

const mostWords = 6
const shortest = 3

/** Nearly right means that every word of some length is: a phrase as a whole would be compared with thousands of events. */
function matches(q: string, matching: Matching): RawBuilder<unknown>[] {
  if (matching === 'exact') return [sql`e.search @@ websearch_to_tsquery('public.es', ${q})`]
  const words = q
    .split(/[^\p{L}\p{N}]+/u)
    .filter(({ length }) => length >= shortest)
    .slice(0, mostWords)
  return (words.length > 0 ? words : [q]).map((word) => sql`private.plain(${word}) operator(extensions.<%) e.search_text`)
}
