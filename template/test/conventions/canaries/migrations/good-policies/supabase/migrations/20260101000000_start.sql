create table app.posts (id uuid primary key, owner_id uuid not null, draft boolean not null, team_id uuid, locked boolean);
alter table app.posts enable row level security;
revoke all on app.posts from public, anon, authenticated;
grant select on app.posts to anon;
grant select, insert, update, delete on app.posts to authenticated, service_role;
create policy a on app.posts for select using (not draft);
create policy b on app.posts for all to authenticated using (owner_id = (select auth.uid()));
create policy c on app.posts for update to authenticated
  using (owner_id = (select auth.uid()) and not locked) with check (owner_id = (select auth.uid()));
create policy d on app.posts for delete to authenticated using ((select auth.jwt() ->> 'role') = 'admin');
create policy e on app.posts for delete to authenticated using (exists (select 1 from app.members m where m.team_id = posts.team_id));
create policy f on app.posts for insert to authenticated with check (app.may_write() and true);
create policy g on app.posts for all to service_role using (true) with check (true);
create policy h on app.posts as restrictive for all using (true) with check (not locked);
create policy i on app.posts for all to anon using (false);
create policy j on app.posts for insert with check (not true);
create policy k on app.posts for delete using (1 = 0);
create policy l on app.posts for delete to authenticated using (auth.uid() is not null and owner_id = auth.uid());
create policy m on app.posts for delete to authenticated using (team_id in (select auth.uid()));
create policy n on app.posts for delete to authenticated using (owner_id is not distinct from (select auth.uid()));
create policy o on app.posts for delete to authenticated using (coalesce(owner_id = auth.uid(), false));
create policy p on app.posts for delete to authenticated using (draft);
create policy q on app.posts for delete to authenticated using (auth.role() = 'service_role');

create policy avatars on storage.objects for insert to authenticated
  with check (bucket_id = 'avatars' and owner_id = (select auth.uid()::text));
create policy public_avatars on storage.objects for select using (bucket_id = 'avatars');
