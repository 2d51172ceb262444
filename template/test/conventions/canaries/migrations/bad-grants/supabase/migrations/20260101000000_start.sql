-- What Supabase gives unasked is still there.
create table app.unasked (id uuid primary key, owner_id uuid); -- bad: migrations
alter table app.unasked enable row level security;
grant select on app.unasked to authenticated;
grant select on app.unasked to service_role;
create policy owner_selects on app.unasked for select to authenticated using (owner_id = (select auth.uid()));

-- Revoked from one, or in part.
create table app.half (id uuid primary key, owner_id uuid); -- bad: migrations
alter table app.half enable row level security;
revoke all on app.half from anon;
revoke insert, update, delete on app.half from authenticated;
revoke grant option for all on app.half from authenticated;
revoke all (id) on app.half from authenticated;
grant select on app.half to service_role;
create policy owner_selects on app.half for select to authenticated using (owner_id = (select auth.uid()));

-- Nobody is granted anything by name.
create table app.unspoken (id uuid primary key); -- bad: migrations
alter table app.unspoken enable row level security;
revoke all on app.unspoken from public, anon, authenticated;
create policy nobody on app.unspoken for all to anon, authenticated using (false);

-- Granted, and no policy says for which rows.
create table app.posts (id uuid primary key, owner_id uuid, title text);
alter table app.posts enable row level security;
revoke all on app.posts from public, anon, authenticated;
create policy owner_selects on app.posts for select to authenticated using (owner_id = (select auth.uid()));
create policy restricts on app.posts as restrictive for delete to authenticated using (owner_id is not null);
grant select, insert on app.posts to authenticated; -- bad: migrations
grant update (title) on app.posts to authenticated; -- bad: migrations
grant delete on app.posts to authenticated; -- bad: migrations
grant select on app.posts to anon; -- bad: migrations
grant -- bad: migrations
  insert (title, owner_id)
  on table app.posts to authenticated;

-- Granted with everything, or to everybody.
create table app.notes (id uuid primary key, owner_id uuid not null default auth.uid());
alter table app.notes enable row level security;
revoke all on app.notes from public, anon, authenticated;
grant select on app.notes to authenticated;
grant select, insert, update, delete on app.notes to service_role;
create policy owner_selects on app.notes for select to authenticated using (owner_id = (select auth.uid()));

grant all on app.notes to service_role; -- bad: migrations
grant all privileges on table app.notes to authenticated; -- bad: migrations
grant all (id) on app.notes to authenticated; -- bad: migrations
grant select on app.notes to public; -- bad: migrations
grant truncate on app.notes to authenticated; -- bad: migrations
grant references, trigger on app.notes to anon; -- bad: migrations
alter table app.notes owner to authenticated; -- bad: migrations
