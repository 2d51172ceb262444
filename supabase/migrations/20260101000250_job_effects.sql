-- What jobs have done that must not be done twice: a job runs again where its worker was killed.

create table app.job_effects (
  key text primary key check (char_length(key) between 1 and 300),
  created_at timestamptz not null default now()
);
create index job_effects_created_at_idx on app.job_effects (created_at);

alter table app.job_effects enable row level security;
revoke all on app.job_effects from public, anon, authenticated;
grant select, insert, update, delete on app.job_effects to service_role;
create policy job_effects_nobody on app.job_effects for all to anon, authenticated using (false) with check (false);

-- For functions that a job calls: whether this is done for the first time. It is remembered in the transaction of what is
-- done then, so that both happen or neither: `if not app.first_time('paid:' || job_id) then return; end if;`.
create function app.first_time(effect text) returns boolean
language sql
set search_path = ''
as $$
  with added as (
    insert into app.job_effects (key) values (effect) on conflict (key) do nothing returning 1
  )
  select exists (select from added);
$$;
revoke execute on function app.first_time(text) from public, anon, authenticated;
grant execute on function app.first_time(text) to service_role;
