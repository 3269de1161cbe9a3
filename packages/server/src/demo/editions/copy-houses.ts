import { sql } from 'kysely'
import type { Tx } from '#core/database.ts'

/** One buyer in so many has an account. */
const accountShare = 5

/** Organizers with their teams, halls and accounts of the ledger, as often as chosen; those that are there already stay. */
export async function copyHouses(tx: Tx): Promise<void> {
  await sql
    .raw(
      `insert into organizations (id, slug, name, kind, description, city, website, email, phone, legal_name, nit, version, created_at)
         select pg_temp.edition_id(o.id, n), o.slug || '-' || n, o.name || ' ' || n, o.kind, o.description, o.city, o.website, pg_temp.edition_email(o.email, n), o.phone, o.legal_name, o.nit, 1, o.created_at
           from organizations o join houses h on h.id = o.id, generate_series(1, h.editions) n on conflict do nothing;
       insert into users (id, name, email, email_verified, locale, created_at, updated_at)
         select distinct pg_temp.edition_id(u.id, n), u.name, pg_temp.edition_email(u.email, n), u.email_verified, u.locale, u.created_at, u.updated_at
           from memberships m join houses h on h.id = m.organization_id join users u on u.id = m.user_id, generate_series(1, h.editions) n on conflict do nothing;
       insert into memberships (id, organization_id, user_id, email, role, joined_at, created_at)
         select pg_temp.edition_id(m.id, n), pg_temp.edition_id(m.organization_id, n), pg_temp.edition_id(m.user_id, n), pg_temp.edition_email(m.email, n), m.role, m.joined_at, m.created_at
           from memberships m join houses h on h.id = m.organization_id, generate_series(1, h.editions) n on conflict do nothing;
       insert into venues (id, organization_id, name, address, city, latitude, longitude, capacity, created_at)
         select pg_temp.edition_id(v.id, n), v.organization_id, v.name || ' ' || n, v.address, v.city, v.latitude, v.longitude, v.capacity, v.created_at
           from venues v, generate_series(1, (select max(editions) from houses)) n where substr(v.id::text, 15, 1) = '7' on conflict do nothing;
       insert into ledger_accounts (id, code, currency, kind, organization_id)
         select pg_temp.edition_id(a.id, n), pg_temp.edition_text(a.code, n), a.currency, a.kind, pg_temp.edition_id(a.organization_id, n)
           from ledger_accounts a join houses h on h.id = a.organization_id, generate_series(1, h.editions) n on conflict do nothing`,
    )
    .execute(tx)
}

/** Accounts for a part of the audience of these editions. */
export async function copyBuyers(tx: Tx): Promise<void> {
  await sql
    .raw(
      `insert into users (id, name, email, email_verified, locale, created_at, updated_at)
         select pg_temp.account_id(email), name, email, true, locale, since, since from (
           select pg_temp.edition_email(o.buyer_email, e.person_edition) as email, min(o.buyer_name) as name, min(o.locale) as locale, min(o.placed_at + e.row_shift) as since
             from orders o join editions e on e.event_id = o.event_id and e.sells group by 1) buyer
          where abs(hashtext(email)) % ${accountShare} = 0 order by since on conflict do nothing`,
    )
    .execute(tx)
}
