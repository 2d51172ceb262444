set search_path = app, public;
create table found (id uuid primary key, owner_id uuid not null);
alter table found enable row level security;
revoke all on found from public, anon, authenticated;
grant select on found to authenticated;
grant select, insert, update, delete on found to service_role;
create policy owner_selects on found for select to authenticated using (owner_id = (select auth.uid()));

create table lost (id uuid primary key, owner_id uuid not null); -- bad: migrations
reset search_path;
alter table lost enable row level security;
revoke all on lost from public, anon, authenticated;
grant select on lost to authenticated;
grant select, insert, update, delete on lost to service_role;
create policy owner_selects on lost for select to authenticated using (owner_id = (select auth.uid()));

select pg_catalog.set_config('search_path', 'app', false);
create table dumped (id uuid primary key); -- bad: migrations
