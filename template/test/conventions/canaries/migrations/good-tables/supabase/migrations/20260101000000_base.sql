-- What every project has: the schema `app`, the log of errors, and roles.

create schema app;
grant usage on schema app to anon, authenticated, service_role;

-- Keeps what is not the user's to write, and counts the versions that If-Match compares.
create function app.touch_row() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.created_at := old.created_at;
  new.updated_at := now();
  new.version := old.version + 1;
  return new;
end;
$$;
revoke execute on function app.touch_row() from public, anon, authenticated;

create table app.error_logs (
  id uuid primary key default gen_random_uuid(),
  minute timestamptz,
  method text not null,
  route text not null,
  code text not null,
  message text not null,
  status_code integer not null,
  request_id text,
  user_id uuid,
  stack text,
  count integer not null default 1 check (count > 0),
  first_at timestamptz not null default now(),
  last_at timestamptz not null default now(),
  unique (minute, method, route, code)
);
create index error_logs_last_at_idx on app.error_logs (last_at);

alter table app.error_logs enable row level security;
revoke all on app.error_logs from public, anon, authenticated;
grant select, insert, update, delete on app.error_logs to service_role;
create policy error_logs_nobody on app.error_logs for all to anon, authenticated using (false) with check (false);

-- Client errors of one minute are added up (minute is set); server errors stay one by one (minute is null). What is
-- older than 30 days goes.
create function app.record_errors(entries jsonb) returns void
language sql
set search_path = ''
as $$
  delete from app.error_logs where last_at < now() - interval '30 days';
  insert into app.error_logs as existing
    (minute, method, route, code, message, status_code, request_id, user_id, stack, count, first_at, last_at)
  select
    e.minute, e.method, e.route, e.code, e.message, e.status_code, e.request_id, e.user_id, e.stack, e.count, e.first_at, e.last_at
  from jsonb_to_recordset(entries) as e (
    minute timestamptz, method text, route text, code text, message text, status_code integer, request_id text,
    user_id uuid, stack text, count integer, first_at timestamptz, last_at timestamptz
  )
  on conflict (minute, method, route, code) do update
    set count = existing.count + excluded.count, last_at = greatest(existing.last_at, excluded.last_at);
$$;
revoke execute on function app.record_errors(jsonb) from public, anon, authenticated;
grant execute on function app.record_errors(jsonb) to service_role;

create table app.user_roles (
  user_id uuid not null references auth.users (id) on delete cascade,
  role text not null check (role ~ '^[a-z][a-z0-9_]{0,49}$'),
  created_at timestamptz not null default now(),
  primary key (user_id, role)
);

alter table app.user_roles enable row level security;
revoke all on app.user_roles from public, anon, authenticated;
grant select on app.user_roles to authenticated;
grant select, insert, update, delete on app.user_roles to service_role;
create policy user_roles_select on app.user_roles for select to authenticated using (user_id = (select auth.uid()));
create policy user_roles_nobody_inserts on app.user_roles for insert to anon, authenticated with check (false);
create policy user_roles_nobody_updates on app.user_roles for update to anon, authenticated using (false);
create policy user_roles_nobody_deletes on app.user_roles for delete to anon, authenticated using (false);
