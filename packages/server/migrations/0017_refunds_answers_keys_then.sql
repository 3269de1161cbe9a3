-- outside a transaction
drop index concurrently if exists public.payments_to_look_at_again;
create index concurrently payments_to_look_at_again on public.payments (look_again_at) where look_again_at is not null;
-- Answers that were given before, some thousand at a time; each turn ends its transaction.
do $$ declare filled int; begin loop update order_answers a set kind = q.kind, option = case q.kind when 'choice' then coalesce((select o from jsonb_array_elements(q.options) o where o ->> 'es' = a.value limit 1), jsonb_build_object('es', a.value)) end from questions q where q.id = a.question_id and (a.order_id, a.question_id) in (select order_id, question_id from order_answers where kind is null limit 5000); get diagnostics filled = row_count; commit; exit when filled = 0; end loop; end $$;
alter table order_answers validate constraint order_answers_option_of_choice;
