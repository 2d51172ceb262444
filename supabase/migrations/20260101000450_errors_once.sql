-- A batch of errors may come twice: it was written, but the answer did not reach whoever sent it. Each server error has an id of its
-- sender's, so it is kept once; client errors are counts of a minute, which a batch that comes twice may raise.
create or replace function app.record_errors(entries jsonb) returns void
language sql
set search_path = ''
as $$
  delete from app.error_logs where last_at < now() - interval '30 days';
  insert into app.error_logs as existing
    (id, minute, method, route, code, message, status_code, request_id, user_id, stack, count, first_at, last_at)
  select
    coalesce(e.id, gen_random_uuid()), e.minute, e.method, e.route, e.code, e.message, e.status_code, e.request_id, e.user_id,
    e.stack, e.count, e.first_at, e.last_at
  from jsonb_to_recordset(entries) as e (
    id uuid, minute timestamptz, method text, route text, code text, message text, status_code integer, request_id text,
    user_id uuid, stack text, count integer, first_at timestamptz, last_at timestamptz
  )
  where e.id is null or not exists (select 1 from app.error_logs as kept where kept.id = e.id)
  on conflict (minute, method, route, code) do update
    set count = existing.count + excluded.count, last_at = greatest(existing.last_at, excluded.last_at);
$$;
revoke execute on function app.record_errors(jsonb) from public, anon, authenticated;
grant execute on function app.record_errors(jsonb) to service_role;
