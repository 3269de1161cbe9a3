-- Counters of rate-limiter-flexible; its own column names.
create table rate_limits (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);
alter table rate_limits enable row level security;
revoke all on rate_limits from anon, authenticated;
grant all on rate_limits to service_role;
