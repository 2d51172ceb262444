set local search_path to "$user", app, extensions;
create table notes (id uuid primary key, owner_id uuid not null);
revoke all on notes from public, anon, authenticated;
grant select on notes to authenticated;
grant select, insert, update, delete on notes to service_role;
create policy owner_selects on notes for select to authenticated using (owner_id = (select auth.uid()));
