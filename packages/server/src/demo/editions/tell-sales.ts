import { sql } from 'kysely'
import type { Tx } from '#core/database.ts'

/** Marks in the random part of an order's id: what was made because of it has an id of its own that sorts beside it. */
const marked = (mark: string): string => `overlay(o.id::text placing '${mark}' from 21 for 3)::uuid`
const template = `case when o.total_minor > 0 then 'ticket_delivery' else 'registration_confirmation' end`

/** What every buyer was told of the tickets, by WhatsApp and mail, and what the outbox handed on at the time: for all sales that lack it. */
export async function tellSales(tx: Tx): Promise<void> {
  await sql
    .raw(
      `insert into outbox (id, type, organization_id, data, topics, occurred_at, position)
         select id, type, organization_id, data, topics, occurred_at, nextval('outbox_position') from (
           select ${marked('fff')} as id, 'order.paid' as type, o.organization_id, jsonb_build_object('orderId', o.id, 'eventId', o.event_id) as data,
                  array['order:' || o.id, 'event:' || o.event_id || ':sales', 'organization:' || o.organization_id] as topics, o.paid_at as occurred_at
             from orders o where o.paid_at is not null and not exists (select from outbox known where known.id = ${marked('fff')}) order by o.paid_at) handed_on;
       insert into message_intents (id, dedupe_key, template, organization_id, event_id, order_id, user_id, locale, recipient_name, email, phone, channels, data, not_before, created_at)
         select ${marked('ffe')}, ${template} || ':' || o.id, ${template}, o.organization_id, o.event_id, o.id, o.user_id, o.locale, o.buyer_name, o.buyer_email, o.buyer_phone,
                array['whatsapp', 'email'], '{"parallel":["email"],"fallbackMinutes":10}', o.paid_at, o.paid_at
           from orders o where o.paid_at is not null order by o.paid_at on conflict (dedupe_key) do nothing;
       insert into deliveries (id, intent_id, organization_id, event_id, channel, address, state, rank, attempts, not_before, provider_id, created_at, updated_at)
         select overlay(i.id::text placing way.mark from 21 for 3)::uuid, i.id, i.organization_id, i.event_id, way.channel, case way.channel when 'email' then i.email else i.phone end, way.state, way.rank, 1,
                i.not_before, 'demo.' || way.channel || '.' || i.id, i.created_at, i.created_at + interval '9 seconds'
           from message_intents i,
                (values ('ffd', 'whatsapp', 'read', 3), ('ffc', 'email', 'sent', 1)) way (mark, channel, state, rank)
          where i.id = overlay(i.order_id::text placing 'ffe' from 21 for 3)::uuid order by i.created_at on conflict (intent_id, channel) do nothing`,
    )
    .execute(tx)
}
