-- A refund that nobody could take waits until then, and so does one that is on its way; null: it was never tried, or by an earlier version.
alter table refunds add column next_try_at timestamptz;
-- A payer on the company's own page can pay a second time under one reference: a payment that ended is looked at again.
alter table payments add column look_again_at timestamptz;

-- How the buyer was asked, and the option that they chose in both languages. `value` is what they sent: an option's Spanish text, `yes` or `no`.
alter table order_answers add column kind text, add column option jsonb;
alter table order_answers
  add constraint order_answers_option_of_choice check (kind in ('text', 'choice', 'yes_no') and (kind = 'choice') = (option is not null)) not valid;

-- Counts how often the questions of an event were saved: who saves a list must have read the newest one.
alter table events add column questions_version int not null default 1;

-- The hash of a key is for the system that signs keys in. A key is made and ended, never changed.
revoke select, update on api_keys from authenticated;
grant select (id, organization_id, name, start, permissions, created_by, created_at, last_used_at, expires_at, revoked_at), update (revoked_at) on api_keys to authenticated;
