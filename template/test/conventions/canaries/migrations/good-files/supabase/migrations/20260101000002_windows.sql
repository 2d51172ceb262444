create table app.notes (id uuid primary key, owner_id uuid not null default auth.uid());
alter table app.notes enable row level security;
revoke all on app.notes from public, anon, authenticated;
grant select on app.notes to authenticated;
grant select, insert, update, delete on app.notes to service_role;
create policy owner_selects on app.notes for select to authenticated using (owner_id = (select auth.uid()));
