-- Read by everybody, written by nobody but the service role.
create table app.countries (code text primary key, name text not null);
alter table app.countries enable row level security;
revoke all on app.countries from public, anon, authenticated;
grant select on app.countries to anon, authenticated;
grant select, insert, update, delete on app.countries to service_role;
create policy everybody_reads on app.countries for select using (true);

-- Of nobody: functions alone use it.
create table app.counters (name text primary key);
alter table app.counters enable row level security;
revoke all on app.counters from public, anon, authenticated, service_role;
create policy nobody on app.counters for all to anon, authenticated using (false);

-- One statement for each privilege, as dumps write it.
create table app.dumped (id uuid primary key, owner_id uuid);
alter table only app.dumped enable row level security, force row level security;
revoke select, insert, update, delete, truncate, references, trigger, maintain on table app.dumped from anon, authenticated;
grant select on table app.dumped to authenticated, service_role;
create policy "Owners read" on app.dumped for select to authenticated using (owner_id = (select auth.uid()));

-- Quoted, partitioned, in another schema, several in one statement.
create schema if not exists "Reports";
create table "Reports"."Daily ""sums""" (day date, owner_id uuid) partition by range (day);
create table "Reports".y2026 partition of "Reports"."Daily ""sums""" for values from ('2026-01-01') to ('2027-01-01');
alter table "Reports"."Daily ""sums""" enable row level security;
alter table "Reports".y2026 enable row level security;
revoke all on "Reports"."Daily ""sums""", "Reports".y2026 from public, anon, authenticated;
grant select on "Reports"."Daily ""sums""" to authenticated;
grant select on "Reports"."Daily ""sums""", "Reports".y2026 to service_role;
create policy owner_selects on "Reports"."Daily ""sums""" for select to authenticated using (owner_id = (select auth.uid()));
create policy nobody on "Reports".y2026 for all to anon, authenticated using (false);

-- Not there any more when the migration ends.
create temp table scratch (id int);
create temporary table scratch_too as select 1 as id;
select 1 as id into temp scratch_three;
create table app.short_lived (id int);
drop table app.short_lived;
create table if not exists app.countries (code text);
