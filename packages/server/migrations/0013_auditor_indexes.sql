-- outside a transaction
-- Each index is small: it holds only what is out of the ordinary. Made beside writers, so every statement here bears a repeat.
drop index concurrently if exists payments_in_review;
create index concurrently payments_in_review on payments (created_at) where state = 'needs_review';
drop index concurrently if exists outbox_set_aside;
create index concurrently outbox_set_aside on outbox (seq) where data ? 'failed';
drop index concurrently if exists admissions_again;
create index concurrently admissions_again on admissions (list_id, ticket_id) where entry > 1;
-- What older reviews said in words.
update payments set told_minor = substring(review_reason from '^told (\d+) ')::bigint, told_currency = substring(review_reason from '^told \d+ ([A-Z]{3}),')
 where state = 'needs_review' and told_minor is null;
