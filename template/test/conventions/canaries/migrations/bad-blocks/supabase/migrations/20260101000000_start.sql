do $$
begin
  create table app.blocked (id int); -- bad: migrations
  if not exists (select from pg_policies where policyname = 'p') then
    create policy p on app.posts for select to authenticated using (true); -- bad: migrations
  end if;
  alter table app.posts disable row level security; -- bad: migrations
  grant select on app.posts to anon; -- bad: migrations
  revoke all on app.posts from anon; -- bad: migrations
  drop policy p on app.posts; -- bad: migrations
  execute 'create table app.run (id int)'; -- bad: migrations
  execute 'cre' || 'ate table app.glued (id int)'; -- bad: migrations
  execute format('create table app.%I (id int)', 'formatted'); -- bad: migrations
  execute format('%s table app.whole (id int)', 'create'); -- bad: migrations
  execute $sql$ alter table app.posts disable row level security $sql$; -- bad: migrations
  execute e'grant select on app.posts to anon'; -- bad: migrations
  execute 'select 1; create table app.second (id int)'; -- bad: migrations
  execute 'select 1;' || ' create table app.joined (id int)'; -- bad: migrations
end
$$;

do language plpgsql $body$ begin execute 'create or replace view app.v as select 1'; end $body$; -- bad: migrations
DO 'BEGIN CREATE TABLE app.in_quotes (id int); END'; -- bad: migrations

create function app.make(name text) returns void 
language plpgsql
set search_path = ''
as $$
declare
  statement text := 'create table app.' || quote_ident(name) || ' (id int)';
begin
  execute statement; -- bad: migrations
  for name in select 'a' loop
    create table app.looped (id int); -- bad: migrations
  end loop;
end;
$$;

create function app.run(statement text) returns void language plpgsql set search_path = '' as $$
begin
  execute statement; -- bad: migrations
end;
$$;

create function app.plain() returns void language sql as $$
  -- create table app.commented (id int);
  create table app.by_sql (id int); -- bad: migrations
$$;

create procedure app.quoted() language plpgsql as 'begin execute ''create table app.x (id int)''; end'; -- bad: migrations

rollback; -- bad: migrations
import foreign schema remote from server elsewhere into app; -- bad: migrations
select app.run('create table app.handed (id int)'); -- bad: migrations
select cron.schedule('nightly', '0 3 * * *', $$ grant all on app.posts to anon $$); -- bad: migrations
call app.proceed('alter table app.posts disable row level security'); -- bad: migrations
create function app.js() returns void language plv8 as $$ plv8.execute('create table app.by_js (id int)') $$; -- bad: migrations
