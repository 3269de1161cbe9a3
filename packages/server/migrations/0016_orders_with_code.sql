-- outside a transaction
drop index concurrently if exists public.orders_with_code;
create index concurrently orders_with_code on public.orders (promo_code_id, buyer_email) where promo_code_id is not null;
