-- Whose an event of a trigger is: the row's owner, whoever changed it. A row without one belongs to an organisation, and then
-- it is whoever made the change; nobody where that was the service role, or the row going with something else.
-- The rest is as 20260101000200_outbox.sql says it.
create or replace function app.emit_row_event() returns trigger
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
    case when after ? 'owner_id' then (after ->> 'owner_id')::uuid else auth.uid() end,
    left(headers::jsonb ->> 'x-request-id', 100)
  from pg_catalog.pg_attribute as a
  where a.attrelid = tg_relid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '';
  return null;
end;
$$;
