import type { Copied } from './copy-rows.ts'

const ofEvent = 'join editions e on e.event_id = t.event_id'
const sold = `${ofEvent} and e.sells`
const ofType = 'join ticket_types y on y.id = t.ticket_type_id join editions e on e.event_id = y.event_id'
const ofOrder = 'join orders o on o.id = t.order_id join editions e on e.event_id = o.event_id and e.sells'
const email = 'pg_temp.edition_email(t.buyer_email, e.person_edition)'

/** A buyer of another edition is somebody else, who may have an account. */
const accountOf = (address: string): string =>
  `case when e.person_edition = 0 and t.user_id is not null then t.user_id else (select u.id from users u where u.email = pg_temp.edition_email(${address}, e.person_edition)) end`
const editionText = (column: string): string => `pg_temp.edition_text(t.${column}, e.edition)`
const editionJson = (column: string): string => `pg_temp.edition_text(t.${column}::text, e.edition)::jsonb`

/** All that hangs on an event, in the order of its foreign keys. A table that is not here stays as the season left it. */
export const copiedTables: readonly Copied[] = [
  {
    table: 'events',
    editions: 'join editions e on e.event_id = t.id',
    columns: {
      slug: `t.slug || '-edicion-' || e.edition`,
      title: `t.title || jsonb_build_object('es', t.title ->> 'es' || ' · Edición ' || e.edition) || case when t.title ? 'en' then jsonb_build_object('en', t.title ->> 'en' || ' · Edition ' || e.edition) else '{}' end`,
      state: `case when not e.sells and t.state in ('sold_out', 'completed') then 'active' else t.state end`,
      starts_at: 't.starts_at + e.event_shift',
      ends_at: 't.ends_at + e.event_shift',
      doors_at: 't.doors_at + e.event_shift',
      venue_name: `t.venue_name || case when e.house_edition = 0 then '' else ' ' || e.house_edition end`,
    },
    by: 't.created_at + e.row_shift',
  },
  { table: 'event_drafts', editions: ofEvent },
  { table: 'ticket_types', editions: ofEvent },
  {
    table: 'pools',
    editions: ofEvent,
    columns: { held: 'case when e.sells then t.held else 0 end', sold: 'case when e.sells then t.sold else 0 end' },
  },
  {
    table: 'price_tiers',
    editions: ofType,
    columns: { starts_at: 't.starts_at + e.event_shift', ends_at: 't.ends_at + e.event_shift' },
  },
  { table: 'type_pools', editions: ofType },
  { table: 'promo_codes', editions: ofEvent },
  { table: 'questions', editions: ofEvent },
  { table: 'event_keys', editions: ofEvent },
  { table: 'check_in_lists', editions: ofEvent },
  {
    table: 'orders',
    editions: `${sold} join order_codes c on c.id = pg_temp.edition_id(t.id, e.edition)`,
    columns: {
      code: 'c.code',
      user_id: accountOf('t.buyer_email'),
      buyer_email: email,
      buyer_phone: 'pg_temp.edition_phone(t.buyer_phone, e.person_edition)',
      quote: editionJson('quote'),
      idempotency_key: 'null',
    },
    by: 't.placed_at + e.row_shift',
  },
  { table: 'order_lines', editions: ofOrder, by: 'o.placed_at + e.row_shift' },
  { table: 'order_pools', editions: ofOrder, by: 'o.placed_at + e.row_shift' },
  { table: 'order_answers', editions: ofOrder },
  {
    table: 'tickets',
    editions: `${sold} join ticket_codes c on c.id = pg_temp.edition_id(t.id, e.edition)`,
    columns: { code: 'c.code' },
    by: 't.created_at + e.row_shift',
  },
  {
    table: 'payments',
    editions: `join orders o on o.id = t.order_id ${sold} join order_codes c on c.id = pg_temp.edition_id(t.order_id, e.edition)`,
    columns: {
      reference: 'replace(t.reference, o.code, c.code)',
      provider_ref: `t.provider_ref || '_' || e.edition`,
      idempotency_key: 'null',
    },
    by: 't.created_at + e.row_shift',
  },
  {
    table: 'refunds',
    editions: sold,
    columns: { cause: editionText('cause'), provider_ref: `t.provider_ref || '_' || e.edition` },
    by: 't.created_at + e.row_shift',
  },
  { table: 'ledger_transactions', editions: ofOrder, columns: { external_id: editionText('external_id') }, by: 't.occurred_at + e.row_shift' },
  {
    table: 'ledger_entries',
    editions: `join ledger_transactions x on x.id = t.transaction_id join ledger_accounts a on a.id = t.account_id
      join orders o on o.id = x.order_id join editions e on e.event_id = o.event_id and e.sells`,
    columns: { account_id: 'case when a.organization_id is null then a.id else pg_temp.edition_id(a.id, e.house_edition) end' },
    by: 'x.occurred_at + e.row_shift, t.transaction_id, e.edition, t.seq',
  },
  { table: 'revocations', editions: sold },
  { table: 'scans', editions: sold, by: 't.scanned_at + e.row_shift' },
  { table: 'admissions', editions: sold, by: 't.admitted_at + e.row_shift' },
  {
    table: 'consents',
    editions: `join orders o on o.id = (t.proof ->> 'orderId')::uuid join editions e on e.event_id = o.event_id and e.sells`,
    columns: {
      user_id: accountOf('t.contact'),
      contact: 'pg_temp.edition_email(t.contact, e.person_edition)',
      proof: editionJson('proof'),
    },
    by: 't.at + e.row_shift',
  },
  {
    table: 'message_intents',
    editions: sold,
    columns: {
      dedupe_key: editionText('dedupe_key'),
      cancellation_key: editionText('cancellation_key'),
      user_id: accountOf('t.email'),
      email: 'pg_temp.edition_email(t.email, e.person_edition)',
      phone: 'pg_temp.edition_phone(t.phone, e.person_edition)',
    },
    by: 't.created_at + e.row_shift',
  },
  {
    table: 'deliveries',
    editions: sold,
    columns: {
      address: `case when t.channel = 'email' then pg_temp.edition_email(t.address, e.person_edition) else pg_temp.edition_phone(t.address, e.person_edition) end`,
      provider_id: `t.provider_id || '_' || e.edition`,
    },
    by: 't.created_at + e.row_shift',
  },
  { table: 'audit_log', editions: `join editions e on t.target = 'event:' || e.event_id`, columns: { target: editionText('target') } },
]
