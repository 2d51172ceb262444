-- Boards: a stream of measurements, summed up in windows of event time. Users read; what is written goes through one function.

create table app.boards (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 255),
  window_seconds integer not null default 10 check (window_seconds between 1 and 86400),
  -- For how long after its end a window still takes what comes late.
  lateness_seconds integer not null default 30 check (lateness_seconds between 0 and 86400),
  -- Who measures more is told of it.
  alert_above numeric check (alert_above <> 'NaN'),
  -- Whether everyone who is signed in may look at it.
  shared boolean not null default false,
  -- The latest time that was measured. What is late is late by this, and by no clock of ours.
  watermark timestamptz,
  late_count bigint not null default 0,
  created_at timestamptz not null default now()
);
create index on app.boards (owner_id, created_at desc, id desc);
create index on app.boards (created_at desc, id desc) where shared;

create table app.measurements (
  board_id uuid not null references app.boards (id) on delete cascade,
  -- The producer's own: sent again, it is the same measurement.
  id uuid not null,
  sensor text not null check (char_length(sensor) between 1 and 100),
  value numeric not null check (value <> 'NaN' and abs(value) < 1e20),
  measured_at timestamptz not null,
  received_at timestamptz not null default now(),
  -- It came after its window was closed, and is counted, but in none.
  late boolean not null,
  primary key (board_id, id),
  -- One clock that runs ahead would make all others late.
  constraint measured_by_now check (measured_at <= received_at + interval '1 minute')
);
create index on app.measurements (received_at);

create table app.board_windows (
  id uuid primary key default gen_random_uuid(),
  board_id uuid not null references app.boards (id) on delete cascade,
  starts_at timestamptz not null,
  readings integer not null check (readings > 0),
  sum numeric not null,
  min numeric not null,
  max numeric not null,
  mean numeric not null generated always as (round(sum / readings, 10)) stored,
  -- Counts the changes: of two that arrive in the wrong order, the higher is the newer.
  version integer not null default 1,
  alerted_at timestamptz,
  unique (board_id, starts_at)
);

alter table app.boards enable row level security;
revoke all on app.boards from public, anon, authenticated;
grant select, delete on app.boards to authenticated;
grant insert (name, window_seconds, lateness_seconds, alert_above, shared) on app.boards to authenticated;
grant select, insert, update, delete on app.boards to service_role;
create policy readers_select on app.boards for select to authenticated using (shared or owner_id = (select auth.uid()));
create policy owner_inserts on app.boards for insert to authenticated with check (owner_id = (select auth.uid()));
create policy nobody_updates on app.boards for update to anon, authenticated using (false);
create policy owner_deletes on app.boards for delete to authenticated using (owner_id = (select auth.uid()));

alter table app.measurements enable row level security;
revoke all on app.measurements from public, anon, authenticated;
grant select, insert, update, delete on app.measurements to service_role;
create policy measurements_nobody on app.measurements for all to anon, authenticated using (false) with check (false);

alter table app.board_windows enable row level security;
revoke all on app.board_windows from public, anon, authenticated;
grant select on app.board_windows to authenticated;
grant select, insert, update, delete on app.board_windows to service_role;
create policy readers_select on app.board_windows for select to authenticated
  using (exists (select from app.boards where boards.id = board_id));
create policy nobody_inserts on app.board_windows for insert to anon, authenticated with check (false);
create policy nobody_updates on app.board_windows for update to anon, authenticated using (false);
create policy nobody_deletes on app.board_windows for delete to anon, authenticated using (false);

-- Adds a batch to a board of the caller's, and tells what became of it: how much was new, known already or late, and each
-- window that the batch is about, as it is now. So a batch that is sent again changes nothing and tells the same windows.
-- Null where the caller has no such board. Whoever calls at the same time, on whichever instance, waits for the board's row.
create function app.ingest_measurements(board uuid, batch jsonb) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  own app.boards;
  length interval;
  closed timestamptz;
  added integer;
  too_late integer;
begin
  select * into own from app.boards where id = board and owner_id = auth.uid() for update;
  if not found then
    return null;
  end if;
  if jsonb_typeof(batch) <> 'array' or jsonb_array_length(batch) > 500 then
    raise check_violation using message = 'a batch is an array of at most 500 measurements';
  end if;
  length := make_interval(secs => own.window_seconds);
  -- Windows that end by then are closed. The whole batch is judged by what was known before it, in whatever order it is.
  closed := own.watermark - make_interval(secs => own.lateness_seconds);

  with incoming as (
    select one.id, one.sensor, one.value, one.measured_at, date_bin(length, one.measured_at, 'epoch') as starts_at
    from jsonb_to_recordset(batch) as one (id uuid, sensor text, value numeric, measured_at timestamptz)
  ),
  fresh as (
    insert into app.measurements as known (board_id, id, sensor, value, measured_at, late)
    select own.id, i.id, i.sensor, i.value, i.measured_at, coalesce(i.starts_at + length <= closed, false)
    from incoming as i
    on conflict (board_id, id) do nothing
    returning known.value, known.late, known.measured_at
  ),
  summed as (
    insert into app.board_windows as w (board_id, starts_at, readings, sum, min, max)
    select own.id, date_bin(length, f.measured_at, 'epoch'), count(*), sum(f.value), min(f.value), max(f.value)
    from fresh as f
    where not f.late
    group by 2
    on conflict (board_id, starts_at) do update
      set readings = w.readings + excluded.readings, sum = w.sum + excluded.sum, min = least(w.min, excluded.min),
        max = greatest(w.max, excluded.max), version = w.version + 1
    returning 1
  )
  select count(*), count(*) filter (where f.late) into added, too_late from fresh as f;

  update app.boards
  set late_count = late_count + too_late,
    watermark = greatest(watermark, (select max((one ->> 'measured_at')::timestamptz) from jsonb_array_elements(batch) as one))
  where id = board
  returning * into own;

  -- Said once for each window, in the transaction that made it so.
  with alerted as (
    update app.board_windows as w set alerted_at = now()
    where w.board_id = board and w.max > own.alert_above and w.alerted_at is null
    returning w.starts_at, w.max
  )
  insert into app.outbox_events (name, key, payload, user_id)
  select
    'board.alerted', board::text,
    jsonb_build_object('board_id', board, 'name', own.name, 'starts_at', alerted.starts_at, 'max', alerted.max::text),
    own.owner_id
  from alerted;

  return jsonb_build_object(
    'accepted', added - too_late,
    'duplicates', jsonb_array_length(batch) - added,
    'late', too_late,
    'watermark', own.watermark,
    'late_count', own.late_count,
    'windows', coalesce(
      (
        select jsonb_agg(
          jsonb_build_object(
            'id', w.id, 'starts_at', w.starts_at, 'readings', w.readings, 'sum', w.sum::text, 'min', w.min::text,
            'max', w.max::text, 'mean', w.mean::text, 'version', w.version
          )
          order by w.starts_at
        )
        from app.board_windows as w
        where w.board_id = board and w.starts_at in (
          select date_bin(length, (one ->> 'measured_at')::timestamptz, 'epoch') from jsonb_array_elements(batch) as one
        )
      ),
      '[]'
    )
  );
end;
$$;
revoke execute on function app.ingest_measurements(uuid, jsonb) from public, anon, authenticated;
grant execute on function app.ingest_measurements(uuid, jsonb) to authenticated;

-- What users are told goes to their open sockets as well: an event of its own, beside what the template does.
create trigger push_notification after insert on app.notifications
  for each row execute function app.emit_row_event('live_notification');
