-- Notifications: what a user is told. They read their own and mark them read; what they are told is the service's to say.

create table app.notifications (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  -- What it is about, such as an event's id: telling a user the same thing twice leaves one notification.
  key text not null check (char_length(key) between 1 and 200),
  kind text not null check (char_length(kind) <= 100 and kind ~ '^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$'),
  title text not null check (char_length(title) between 1 and 200),
  body text check (char_length(body) <= 2000),
  data jsonb not null default '{}' check (jsonb_typeof(data) = 'object'),
  read_at timestamptz,
  created_at timestamptz not null default now(),
  unique (owner_id, key)
);
-- The order of the list.
create index notifications_owner_idx on app.notifications (owner_id, created_at desc, id desc);

-- A user says that it is read; when that was is the database's to say, and stays.
create function app.stamp_notification_read() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.read_at := case when new.read_at is null then null else coalesce(old.read_at, now()) end;
  return new;
end;
$$;
revoke execute on function app.stamp_notification_read() from public, anon, authenticated;

create trigger stamp_notification_read before update on app.notifications
  for each row execute function app.stamp_notification_read();

alter table app.notifications enable row level security;
revoke all on app.notifications from public, anon, authenticated;
grant select, update (read_at) on app.notifications to authenticated;
grant select, insert, update, delete on app.notifications to service_role;
create policy owner_selects on app.notifications for select to authenticated using (owner_id = (select auth.uid()));
create policy owner_updates on app.notifications for update to authenticated
  using (owner_id = (select auth.uid())) with check (owner_id = (select auth.uid()));
create policy nobody_inserts on app.notifications for insert to anon, authenticated with check (false);
create policy nobody_deletes on app.notifications for delete to anon, authenticated using (false);

-- Where a user can be mailed: the address that they have confirmed, or null.
create function app.confirmed_email(user_id uuid) returns text
language sql stable security definer
set search_path = ''
return (select email from auth.users where id = user_id and email_confirmed_at is not null);
revoke execute on function app.confirmed_email(uuid) from public, anon, authenticated;
grant execute on function app.confirmed_email(uuid) to service_role;
