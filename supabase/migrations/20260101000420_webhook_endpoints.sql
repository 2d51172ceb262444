-- Outgoing webhooks: where a user wants to be told of events, and what was sent there.

create table app.webhook_endpoints (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
  url text not null check (char_length(url) <= 2048 and url ~ '^https?://'),
  events text[] not null check (cardinality(events) between 1 and 50 and char_length(array_to_string(events, ',')) <= 5000),
  -- What messages are signed with. Told once, and readable by nobody after that.
  secret text not null check (secret ~ '^whsec_[A-Za-z0-9+/]{32,86}={0,2}$'),
  -- Since when every message fails.
  failing_since timestamptz,
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  unique (id, owner_id)
);
create index on app.webhook_endpoints (owner_id, created_at desc, id desc);

-- Each of them is called for each event.
create function app.hold_webhook_endpoint_limit() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('webhooks/' || new.owner_id, 0));
  if (select count(*) from app.webhook_endpoints where owner_id = new.owner_id) >= 20 then
    raise insufficient_privilege using message = 'webhook endpoint limit exceeded';
  end if;
  return new;
end;
$$;
revoke execute on function app.hold_webhook_endpoint_limit() from public, anon, authenticated;
create trigger hold_webhook_endpoint_limit before insert on app.webhook_endpoints
  for each row execute function app.hold_webhook_endpoint_limit();

-- When it was switched off is the database's to say; switched on again, it has a new chance.
create function app.stamp_webhook_endpoint() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.disabled_at := case when new.disabled_at is null then null else coalesce(old.disabled_at, now()) end;
  if old.disabled_at is not null and new.disabled_at is null then
    new.failing_since := null;
  end if;
  return new;
end;
$$;
revoke execute on function app.stamp_webhook_endpoint() from public, anon, authenticated;
create trigger stamp_webhook_endpoint before update on app.webhook_endpoints
  for each row execute function app.stamp_webhook_endpoint();

alter table app.webhook_endpoints enable row level security;
revoke all on app.webhook_endpoints from public, anon, authenticated;
grant select (id, owner_id, url, events, failing_since, disabled_at, created_at) on app.webhook_endpoints to authenticated;
grant insert (url, events, secret), update (disabled_at), delete on app.webhook_endpoints to authenticated;
grant select, insert, update, delete on app.webhook_endpoints to service_role;
create policy owner_selects on app.webhook_endpoints for select to authenticated using (owner_id = (select auth.uid()));
create policy owner_inserts on app.webhook_endpoints for insert to authenticated with check (owner_id = (select auth.uid()));
create policy owner_updates on app.webhook_endpoints for update to authenticated
  using (owner_id = (select auth.uid())) with check (owner_id = (select auth.uid()));
create policy owner_deletes on app.webhook_endpoints for delete to authenticated using (owner_id = (select auth.uid()));

create table app.webhook_deliveries (
  id uuid primary key default gen_random_uuid(),
  endpoint_id uuid not null,
  owner_id uuid not null,
  -- The message's: the same event goes to an endpoint once.
  event_id uuid not null,
  event text not null check (char_length(event) <= 100),
  payload jsonb not null check (octet_length(payload::text) <= 65536),
  attempts integer not null default 0,
  last_status integer,
  last_error text check (char_length(last_error) <= 500),
  delivered_at timestamptz,
  -- Given up.
  failed_at timestamptz,
  created_at timestamptz not null default now(),
  unique (endpoint_id, event_id),
  foreign key (endpoint_id, owner_id) references app.webhook_endpoints (id, owner_id) on delete cascade
);
create index on app.webhook_deliveries (owner_id, endpoint_id, created_at desc, id desc);
create index on app.webhook_deliveries (created_at);

alter table app.webhook_deliveries enable row level security;
revoke all on app.webhook_deliveries from public, anon, authenticated;
grant select on app.webhook_deliveries to authenticated;
grant select, insert, update, delete on app.webhook_deliveries to service_role;
create policy owner_selects on app.webhook_deliveries for select to authenticated using (owner_id = (select auth.uid()));
create policy nobody_inserts on app.webhook_deliveries for insert to anon, authenticated with check (false);
create policy nobody_updates on app.webhook_deliveries for update to anon, authenticated using (false);
create policy nobody_deletes on app.webhook_deliveries for delete to anon, authenticated using (false);

-- Notes an attempt, and what it says of the endpoint: one that has failed for three days, or says that it is gone (410), is
-- switched off. True where that happened now.
create function app.record_webhook_attempt(delivery uuid, owner uuid, status integer, problem text, is_last boolean)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  endpoint uuid;
  before app.webhook_endpoints;
  off boolean;
begin
  update app.webhook_deliveries
  set attempts = attempts + 1, last_status = status, last_error = left(problem, 500),
    delivered_at = case when problem is null then now() end,
    failed_at = case when problem is not null and is_last then now() end
  where id = delivery and owner_id = owner
  returning endpoint_id into endpoint;
  select * into before from app.webhook_endpoints where id = endpoint for update;
  if problem is null then
    update app.webhook_endpoints set failing_since = null where id = endpoint and failing_since is not null;
    return false;
  end if;
  off := status = 410 or before.failing_since < now() - interval '3 days';
  update app.webhook_endpoints
  set failing_since = coalesce(failing_since, now()), disabled_at = case when off then now() else disabled_at end
  where id = endpoint;
  return coalesce(off, false) and before.disabled_at is null;
end;
$$;
revoke execute on function app.record_webhook_attempt(uuid, uuid, integer, text, boolean) from public, anon, authenticated;
grant execute on function app.record_webhook_attempt(uuid, uuid, integer, text, boolean) to service_role;
