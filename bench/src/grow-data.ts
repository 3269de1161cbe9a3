import type pg from 'pg'
import type { EventOnSale } from './organizer.ts'

const ordersEach = 20_000

/** Orders of other people that lie there already, `scale - 1` times 20,000: paid, with a line and a ticket each, in the same event's tables and indexes. */
export async function growData(database: pg.Pool, { eventId, typeIds }: EventOnSale, scale: number): Promise<void> {
  const count = ordersEach * (scale - 1)
  await database.query(
    `with past as (insert into events (id, organization_id, slug, title, currency) select gen_random_uuid(), organization_id, slug || '-past', title, currency from events where id = $1 returning id, organization_id),
      kind as (insert into ticket_types (id, event_id, organization_id, name) select gen_random_uuid(), past.id, past.organization_id, t.name from past, ticket_types t where t.id = $2 returning id, event_id, organization_id, name),
      o as (insert into orders (id, code, organization_id, event_id, state, buyer_name, buyer_email, buyer_phone, locale, currency, subtotal_minor, fees_minor, taxes_minor, total_minor, quote, quote_hash, request_hash, placed_at, paid_at, consent)
        select gen_random_uuid(), 'OLD-' || n, kind.organization_id, kind.event_id, 'paid', 'Ana Ruiz', 'past' || n || '@example.co', '+57310' || lpad(n::text, 7, '0'), 'es-CO', 'COP', 5000000, 0, 0, 5000000, '{}', 'past', 'past', now() - interval '1 year', now() - interval '1 year', '{}'
          from kind, generate_series(1, $3::int) n returning id, organization_id, event_id, code),
      l as (insert into order_lines (id, order_id, organization_id, ticket_type_id, name, quantity, admissions, unit_minor, total_minor, commission_bp) select gen_random_uuid(), o.id, o.organization_id, kind.id, kind.name, 1, 1, 5000000, 5000000, 800 from o, kind returning id, order_id)
    insert into tickets (id, code, order_id, order_line_id, organization_id, event_id, ticket_type_id, unit_minor, created_at)
      select gen_random_uuid(), o.code, o.id, l.id, o.organization_id, o.event_id, kind.id, 5000000, now() - interval '1 year' from o join l on l.order_id = o.id, kind`,
    [eventId, typeIds[0], count],
  )
  await database.query('analyze')
}
