-- outside a transaction
-- Indexes that answer alone: a page of people by name, and figures of an event or an organizer without a look at its orders and tickets.
create index concurrently if not exists tickets_by_name on tickets (event_id, holder_name, id) include (state);
drop index concurrently if exists tickets_event_id_id_idx;
create index concurrently if not exists orders_paid_of_organization on orders (organization_id, paid_at) include (currency, subtotal_minor, discount_minor, id) where paid_at is not null;
drop index concurrently if exists orders_organization_id_paid_at_idx;
create index concurrently if not exists orders_paid_of_event on orders (event_id, paid_at) include (subtotal_minor, discount_minor, id) where paid_at is not null;
create index concurrently if not exists order_lines_of_order on order_lines (order_id) include (quantity, admissions, unit_minor, discount_minor, ticket_type_id);
drop index concurrently if exists order_lines_order_id_idx;
create index concurrently if not exists admissions_of_event on admissions (event_id, ticket_id, admitted_at) include (exited_at);
drop index concurrently if exists admissions_event_id_admitted_at_idx;
create index concurrently if not exists refunds_of_event on refunds (event_id, created_at desc);
create index concurrently if not exists events_by_place on events (city, ends_at) include (state) where state in ('active', 'sold_out', 'postponed');
create index concurrently if not exists deliveries_of_event on deliveries (event_id, created_at desc, id desc);
drop index concurrently if exists deliveries_event_id_created_at_idx;
create index concurrently if not exists venues_by_name on venues (name, id);
