-- Rows are changed in blocks, and queries are put together in functions: no table comes of it.
do $$
declare
  -- create table app.commented (id int);
  message text := 'create table app.x (id int)';
begin
  raise notice '%', message;
  update app.notes set title = 'grant all on app.notes to anon' where title = '';
  execute format('update app.%I set title = $1', 'notes') using message;
  create temp table scratch (id int);
  create index if not exists notes_title_idx on app.notes (title);
  create type app.mood as enum ('good');
exception when duplicate_object then null;
end
$$;

create function app.search(kind text, q text) returns setof app.notes
language plpgsql
set search_path = ''
as $$
declare
  query text := 'select * from app.notes';
begin
  if kind = 'title' then
    query := query || ' where title = $1';
  end if;
  return query execute query using q;
end;
$$;
revoke execute on function app.search(text, text) from public, anon, authenticated;

create function app.is_member(team uuid) returns boolean
language sql stable security definer set search_path = ''
as $$ select exists (select 1 from app.members where team_id = team and user_id = (select auth.uid())) $$;
revoke execute on function app.is_member(uuid) from public, anon, authenticated;
grant execute on function app.is_member(uuid) to authenticated;

create function app.told(id uuid, out told text) language sql security definer set search_path = '' as $$ select '' $$;
revoke execute on function app.told(uuid) from public, anon, authenticated;
create or replace function app.told(id uuid, out told text) language sql security definer set search_path = '' as $$ select 'x' $$;

do $$ begin execute e'update app.notes set title = \'\''; end $$;

create function app.on_user() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into app.notes (title) values ('; create table app.x (id int)');
  return new;
end;
$$;

create function app.added(a integer, b integer, out c integer) language sql immutable begin atomic select a + b; end;

create view app.titles with (security_invoker = true) as select title from app.notes;
create view app.more with (security_barrier, security_invoker = on) as select title from app.notes;
create temp view passing as select 1 as id;

create materialized view app.totals as select count(*) from app.notes;
revoke all on app.totals from public, anon, authenticated;
grant select on app.totals to service_role;

grant usage on schema app to anon, authenticated, service_role;
grant usage on all sequences in schema app to authenticated;
revoke all on all tables in schema app from anon;
alter default privileges in schema app revoke all on tables from public, anon, authenticated;
grant anon to authenticator;
begin;
commit;
select app.import_rows('delete from app.notes', 'A table of tables');
select cron.schedule('nightly', '0 3 * * *', $$ delete from app.notes $$);
create function app.js() returns integer language plv8 as $$ return 1 $$;
