import { sql } from 'kysely'
import type { Tx } from '#core/database.ts'

export type Size = { readonly organizations: number; readonly events: number; readonly tickets: number }

/** So many editions of the season share their buyers: people come back. */
const editionsPerPerson = 4
/** Three hexadecimal digits of an id. */
export const mostEditions = 4_095

/**
 * The id of a thing in another edition, and the same for every id that a text names: a UUIDv8 that has the edition's number where the season's
 * UUIDv7 has random bits. The time at the front stays, so that ids sort as before. Edition 0 is the season itself.
 */
export async function createEditionNames(tx: Tx): Promise<void> {
  await sql
    .raw(
      `create function pg_temp.edition_id(id uuid, edition int) returns uuid language sql immutable as $$
         select case when edition = 0 then id else overlay(id::text placing '8' || lpad(to_hex(edition), 3, '0') from 15 for 4)::uuid end $$;
       create function pg_temp.edition_ids(ids uuid[], edition int) returns uuid[] language sql immutable as $$
         select coalesce(array_agg(pg_temp.edition_id(id, edition)), '{}') from unnest(ids) id $$;
       create function pg_temp.edition_text(words text, edition int) returns text language sql immutable as $$
         select case when edition = 0 then words
           else regexp_replace(words, '([0-9a-f]{8}-[0-9a-f]{4}-)7[0-9a-f]{3}', '\\18' || lpad(to_hex(edition), 3, '0'), 'g') end $$;
       create function pg_temp.edition_email(email text, edition int) returns text language sql immutable as $$
         select case when edition = 0 then email else replace(email, '@', '.' || edition || '@') end $$;
       create function pg_temp.edition_phone(phone text, edition int) returns text language sql immutable as $$
         select case when edition = 0 then phone else left(phone, 6) || lpad(((substr(phone, 7)::bigint + edition * 104729) % 10000000)::text, 7, '0') end $$;
       create function pg_temp.account_id(email text) returns uuid language sql immutable as $$
         select overlay(overlay(md5(email) placing '8' from 13 for 1) placing '8' from 17 for 1)::uuid $$`,
    )
    .execute(tx)
}

/** How often each organizer of the season is founded anew until there are enough organizations. */
export async function chooseHouses(tx: Tx, { organizations }: Size): Promise<void> {
  await sql`
    create temp table houses on commit drop as
    with season as (select id, row_number() over (order by id) - 1 as place, count(*) over () as houses from organizations where kind = 'organizer' and slug !~ '-[0-9]+$'),
         others as (select count(*) as count from organizations where not (kind = 'organizer' and slug ~ '-[0-9]+$'))
    select id, (greatest(0, ${organizations} - others.count) / houses + case when place < greatest(0, ${organizations} - others.count) % houses then 1 else 0 end)::int as editions
      from season, others`.execute(tx)
}

/**
 * Which events there shall be: one edition of all after the other. As long as tickets are wanted an edition comes with its sales; what took
 * place moves back by weeks, what is to come moves on by days. The others were announced a moment ago and have sold nothing.
 * A few organizers are much larger than the rest: the share of the season's own houses falls with the root of their number.
 */
export async function chooseEditions(tx: Tx, { events, tickets }: Size, now: Date): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    create temp table season on commit drop as
    select e.id as event_id, e.organization_id, e.state, e.starts_at, e.ends_at, (select count(*) from tickets t where t.event_id = e.id) as tickets,
           row_number() over (order by md5(e.id::text)) as place from events e where e.slug !~ '-edicion-[0-9]+$'`
    .execute(tx)
    .then(
      async () =>
        await sql<{ last: number }>`select coalesce(max(substring(slug from '-edicion-([0-9]+)$')::int), 0) as last from events`.execute(tx),
    )
  const last = rows[0]?.last ?? 0
  await sql`
    create temp table editions on commit drop as
    with known as (select count(*) as events, (select count(*) from tickets) as tickets, (select count(*) from season) as size from events),
         numbered as (
           select s.*, ${last} + 1 + (n - 1) / known.size as edition, n from known, generate_series(1, greatest(0, ${events} - known.events)) n
             join season s on s.place = 1 + (n - 1) % (select size from known)),
         counted as (select numbered.*, sum(numbered.tickets) over (order by n) <= ${tickets} - known.tickets and numbered.tickets > 0 as sells from numbered, known)
    select c.event_id, c.edition::int, c.sells, (c.edition / ${editionsPerPerson})::int as person_edition,
           floor((h.editions + 1) * power(c.edition * 0.618034 - floor(c.edition * 0.618034), 2))::int as house_edition,
           case when c.sells and c.ends_at <= ${now} then make_interval(days => -7 * (c.edition::int % 100))
                when c.ends_at <= ${now} and c.state <> 'cancelled' then ${now}::timestamptz - c.starts_at + make_interval(days => 7 + c.edition::int % 120)
                when c.starts_at > ${now}::timestamptz + interval '1 day' then make_interval(days => c.edition::int % 90) else interval '0' end as event_shift,
           case when c.sells and c.ends_at <= ${now} then make_interval(days => -7 * (c.edition::int % 100)) else interval '0' end as row_shift
      from counted c join houses h on h.id = c.organization_id`.execute(tx)
  await sql`create unique index on editions (event_id, edition)`.execute(tx)
  await sql`analyze editions`.execute(tx)
  const { rows: newest } = await sql<{ edition: number }>`select coalesce(max(edition), 0) as edition from editions`.execute(tx)
  const edition = newest[0]?.edition ?? 0
  if (edition > mostEditions) throw new Error(`the season can be repeated ${mostEditions} times, not ${edition}`)
  return edition
}
