/** What must never be in a migration: each attack on the database has to report it. */
export const badTables = `
-- Without row-level security, and granted to everybody.
create table app.control_open (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid default auth.uid(),
  created_at timestamptz default now()
);
grant select, insert, update, delete on app.control_open to anon, authenticated;

-- With policies that let everybody write.
create table app.control_writes (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid default auth.uid(),
  created_at timestamptz default now()
);
alter table app.control_writes enable row level security;
create policy control on app.control_writes to authenticated using (owner_id is not null) with check (true);
grant select, insert, update, delete on app.control_writes to authenticated;

-- With a rule that the API alone knows.
create table app.control_totals (id uuid primary key default gen_random_uuid(), owner_id uuid default auth.uid(), total integer);
alter table app.control_totals enable row level security;
create policy control on app.control_totals to authenticated
  using (owner_id = (select auth.uid())) with check (owner_id = (select auth.uid()));
grant select, insert (total), update (total) on app.control_totals to authenticated;

-- With the rights of its owner, who sees every row.
create view app.control_view as select * from app.control_writes;
grant select on app.control_view to authenticated;

create function app.control_rows() returns setof app.control_open language sql security definer set search_path = ''
  as 'select * from app.control_open';
grant execute on function app.control_rows() to anon;
create function app.control_wipe(victim uuid) returns void language sql security definer set search_path = ''
  as 'delete from app.control_writes where owner_id = victim';
revoke execute on function app.control_wipe(uuid) from public;
grant execute on function app.control_wipe(uuid) to authenticated;
`;
