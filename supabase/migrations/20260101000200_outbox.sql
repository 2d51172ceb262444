-- The outbox: what happened, written in the transaction in which it happened, until a relay has told the handlers.

create table app.outbox_events (
  id uuid primary key default gen_random_uuid(),
  -- The order of the events of one key. Never a mark of how far a relay has come: a late commit brings a smaller number.
  position bigint generated always as identity unique,
  name text not null check (char_length(name) <= 100 and name ~ '^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$'),
  -- What it is about: events of one key are handled one after the other. Null: in any order.
  key text check (char_length(key) between 1 and 200),
  payload jsonb not null check (jsonb_typeof(payload) = 'object'),
  user_id uuid,
  request_id text check (char_length(request_id) <= 100),
  created_at timestamptz not null default now(),
  -- Counts the claims, and so tells two of them apart: who has lost the lease writes nothing any more.
  attempts integer not null default 0 check (attempts >= 0),
  -- Until then nobody claims it: somebody is at it, or it waits for its next attempt.
  locked_until timestamptz not null default now(),
  -- The handlers that are done with it, and are not called again.
  handled text[] not null default '{}',
  last_error text check (char_length(last_error) <= 2000),
  delivered_at timestamptz,
  -- Given up. Stays until somebody deletes it, or sets this to null and attempts to 0, which delivers it again.
  dead_at timestamptz,
  check (delivered_at is null or dead_at is null)
);
create index outbox_events_waiting_idx on app.outbox_events (position) where delivered_at is null and dead_at is null;
create index outbox_events_key_idx on app.outbox_events (key, position) where delivered_at is null and dead_at is null;
create index outbox_events_delivered_at_idx on app.outbox_events (delivered_at) where delivered_at is not null;
create index outbox_events_dead_at_idx on app.outbox_events (dead_at) where dead_at is not null;

alter table app.outbox_events enable row level security;
revoke all on app.outbox_events from public, anon, authenticated;
grant select, insert, update, delete on app.outbox_events to service_role;
create policy outbox_events_nobody on app.outbox_events for all to anon, authenticated using (false) with check (false);

-- For a table's trigger: `after insert or update or delete … for each row execute function app.emit_row_event('invoice')`
-- writes `invoice.created`, `invoice.updated` or `invoice.deleted`, in the transaction of the change. A second argument names
-- the column that says when a row was put aside: that is `invoice.deleted` too, and its return `invoice.restored`. The
-- payload is the row; numbers that JavaScript would round are text in it, and generated columns are left out. The user is
-- the row's owner. Runs as its owner, since no user may write to the outbox.
create function app.emit_row_event() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  before jsonb := case when tg_op = 'INSERT' then '{}' else to_jsonb(old) end;
  after jsonb := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
  happened text := case tg_op when 'INSERT' then 'created' when 'UPDATE' then 'updated' else 'deleted' end;
  headers text := nullif(current_setting('request.headers', true), '');
begin
  if tg_op = 'UPDATE' and tg_nargs > 1 and before ->> tg_argv[1] is null <> (after ->> tg_argv[1] is null) then
    happened := case when after ->> tg_argv[1] is null then 'restored' else 'deleted' end;
  end if;
  insert into app.outbox_events (name, key, payload, user_id, request_id)
  select
    tg_argv[0] || '.' || happened,
    after ->> 'id',
    coalesce(
      jsonb_object_agg(
        a.attname,
        case
          when a.atttypid in ('pg_catalog.numeric'::regtype, 'pg_catalog.int8'::regtype) then to_jsonb(after ->> a.attname)
          else after -> a.attname
        end
      ),
      '{}'
    ),
    (after ->> 'owner_id')::uuid,
    left(headers::jsonb ->> 'x-request-id', 100)
  from pg_catalog.pg_attribute as a
  where a.attrelid = tg_relid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '';
  return null;
end;
$$;
revoke execute on function app.emit_row_event() from public, anon, authenticated;

-- Leases events to a relay: those that are due, of each key the earliest, oldest first. Several relays may call it at once.
-- Where the lease ends before the event is delivered or put back, as when the relay's process was killed, it is due again;
-- after `max_attempts` of these it is dead.
create function app.claim_outbox_events(batch integer, lease_seconds integer, max_attempts integer)
returns setof app.outbox_events
language sql
set search_path = ''
as $$
  update app.outbox_events
  set dead_at = now(), last_error = coalesce(last_error, 'The process that handled it ended each time before it was done.')
  where delivered_at is null and dead_at is null and locked_until <= now() and attempts >= max_attempts;

  with due as (
    select candidate.id
    from app.outbox_events as candidate
    where candidate.delivered_at is null and candidate.dead_at is null
      and candidate.locked_until <= now() and candidate.attempts < max_attempts
      and not exists (
        select from app.outbox_events as earlier
        where earlier.key = candidate.key and earlier.position < candidate.position
          and earlier.delivered_at is null and earlier.dead_at is null
      )
    order by candidate.position
    limit batch
    for update skip locked
  )
  update app.outbox_events as event
  set attempts = event.attempts + 1, locked_until = now() + make_interval(secs => lease_seconds)
  from due
  where event.id = due.id
  returning event.*;
$$;
revoke execute on function app.claim_outbox_events(integer, integer, integer) from public, anon, authenticated;
grant execute on function app.claim_outbox_events(integer, integer, integer) to service_role;
