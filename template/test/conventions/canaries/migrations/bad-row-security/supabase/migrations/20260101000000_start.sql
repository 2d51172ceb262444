-- Nothing but the table.
create table app.bare (id uuid primary key); -- bad: migrations

-- All but row-level security.
create table app.open ( -- bad: migrations
  id uuid primary key,
  owner_id uuid not null
);
revoke all on app.open from public, anon, authenticated;
grant select on app.open to authenticated;
grant select, insert, update, delete on app.open to service_role;
create policy owner_selects on app.open for select to authenticated using (owner_id = (select auth.uid()));

-- Row-level security and no policy.
create table app.silent (id uuid primary key); -- bad: migrations
alter table app.silent enable row level security;
revoke all on app.silent from public, anon, authenticated;
grant select, insert, update, delete on app.silent to service_role;

-- Forced is not enabled.
create table app.forced (id uuid primary key, owner_id uuid); -- bad: migrations
alter table app.forced force row level security;
revoke all on app.forced from public, anon, authenticated;
grant select on app.forced to authenticated;
grant select, insert, update, delete on app.forced to service_role;
create policy owner_selects on app.forced for select to authenticated using (owner_id = (select auth.uid()));

-- What is enabled is another table, in another schema, or in a comment or a string.
create schema other;
create table app.same_name (id uuid primary key, owner_id uuid); -- bad: migrations
revoke all on app.same_name from public, anon, authenticated;
grant select on app.same_name to authenticated;
grant select, insert, update, delete on app.same_name to service_role;
create policy owner_selects on app.same_name for select to authenticated using (owner_id = (select auth.uid()));
create table other.same_name (id uuid primary key, owner_id uuid not null default auth.uid());
alter table other.same_name enable row level security;
revoke all on other.same_name from public, anon, authenticated;
grant select on other.same_name to authenticated;
grant select, insert, update, delete on other.same_name to service_role;
create policy owner_selects on other.same_name for select to authenticated using (owner_id = (select auth.uid()));

-- alter table app.same_name enable row level security;
/* alter table app.same_name enable row level security; */
select 'alter table app.same_name enable row level security;';
comment on table app.same_name is $$ alter table app.same_name enable row level security; $$;

-- Other ways to a table.
create table app.copied as select 1 as id; -- bad: migrations
select 1 as id into app.selected; -- bad: migrations
select 1 as id into app.united union select 2; -- bad: migrations
create unlogged table app.fast (id int); -- bad: migrations
create table if not exists app.maybe (id int); -- bad: migrations
create table app.child () inherits (app.bare); -- bad: migrations
create table app.part partition of app.bare for values in (1); -- bad: migrations
create table app.alike (like other.same_name including all); -- bad: migrations
create type app.pair as (id int);
create table app.typed of app.pair; -- bad: migrations
explain analyze create table app.explained as select 1 as id; -- bad: migrations
create schema third create table inside (id int); -- bad: migrations
create table "Quoted ""Name" (id int); -- bad: migrations
create table app."order" (id int); -- bad: migrations
CREATE TABLE /* between */ app.upper -- and more -- bad: migrations
(
  id int
);
create table extensions.hidden (id int); -- bad: migrations
