create table app.posts (id uuid primary key, owner_id uuid not null, public boolean not null default false);
alter table app.posts enable row level security;
revoke all on app.posts from public, anon, authenticated;
grant select, insert, update, delete on app.posts to authenticated;
grant select, insert, update, delete on app.posts to service_role;
create policy p on app.posts for select to authenticated using (owner_id = (select auth.uid()));
create policy restricts on app.posts as restrictive for all to authenticated using (owner_id is not null);
create policy p0 on app.posts for insert to authenticated with check (true); -- bad: migrations
create policy p1 on app.posts for update to authenticated using (true); -- bad: migrations
create policy p2 on app.posts for update to authenticated using (true) with check (owner_id = (select auth.uid())); -- bad: migrations
create policy p3 on app.posts for update to authenticated using (owner_id = (select auth.uid())) with check (true); -- bad: migrations
create policy p4 on app.posts for delete to authenticated using (true); -- bad: migrations
create policy p5 on app.posts for all to authenticated using (true); -- bad: migrations
create policy p6 on app.posts to authenticated using (true); -- bad: migrations
create policy p7 on app.posts for all to authenticated using (owner_id = (select auth.uid())) with check (true); -- bad: migrations
create policy p8 on app.posts for delete to authenticated using ((true)); -- bad: migrations
create policy p9 on app.posts for delete to authenticated using ((select true)); -- bad: migrations
create policy p10 on app.posts for delete to authenticated using (1 = 1); -- bad: migrations
create policy p11 on app.posts for delete to authenticated using ('a' = 'a'); -- bad: migrations
create policy p12 on app.posts for delete to authenticated using (1 < 2); -- bad: migrations
create policy p13 on app.posts for delete to authenticated using (1 in (1, 2)); -- bad: migrations
create policy p14 on app.posts for delete to authenticated using (not false); -- bad: migrations
create policy p15 on app.posts for delete to authenticated using (true is true); -- bad: migrations
create policy p16 on app.posts for delete to authenticated using ('t'::boolean); -- bad: migrations
create policy p17 on app.posts for delete to authenticated using (cast('true' as boolean)); -- bad: migrations
create policy p18 on app.posts for delete to authenticated using (coalesce(null, true)); -- bad: migrations
create policy p19 on app.posts for delete to authenticated using (case when true then true else true end); -- bad: migrations
create policy p20 on app.posts for delete to authenticated using (exists (select 1)); -- bad: migrations
create policy p21 on app.posts for delete to authenticated using (owner_id = (select auth.uid()) or true); -- bad: migrations
create policy p22 on app.posts for delete to authenticated using (id = id); -- bad: migrations
create policy p23 on app.posts for delete to authenticated using (owner_id is null or owner_id is not null); -- bad: migrations
create policy p24 on app.posts for delete to authenticated using (auth.uid() = auth.uid()); -- bad: migrations
create policy p25 on app.posts for delete to authenticated using (auth.uid() is not null); -- bad: migrations
create policy p26 on app.posts for delete to authenticated using ((select auth.uid()) is not null); -- bad: migrations
create policy p27 on app.posts for delete to authenticated using (auth.role() = 'authenticated'); -- bad: migrations
create policy p28 on app.posts for delete to authenticated using ('authenticated' = (select auth.role())); -- bad: migrations
create policy p29 on app.posts for delete to authenticated using ((auth.jwt() ->> 'role') = 'authenticated'); -- bad: migrations
create policy p30 on app.posts for delete to authenticated using (current_user = 'authenticated'); -- bad: migrations
create policy p31 on app.posts for insert to service_role, authenticated with check (true); -- bad: migrations
create policy p32 on app.posts for delete to editor using (true); -- bad: migrations
create policy p33 on app.posts for delete using (owner_id = (select auth.uid())); -- bad: migrations
create policy p34 on app.posts for delete to public using (owner_id = (select auth.uid())); -- bad: migrations
create policy p35 on app.posts for insert to anon with check (public); -- bad: migrations
create policy p36 on app.posts for all using (owner_id = (select auth.uid())); -- bad: migrations
create policy p37 on app.posts for insert to authenticated; -- bad: migrations
create policy p38 on app.posts for select to authenticated; -- bad: migrations
create policy p39 on app.posts for update to authenticated with check (owner_id = (select auth.uid())); -- bad: migrations
create policy p40 on app.posts for all to authenticated with check (owner_id = (select auth.uid())); -- bad: migrations

create policy altered on app.posts for delete to authenticated using (owner_id = (select auth.uid()));
alter policy altered on app.posts using (true); -- bad: migrations
create policy widened on app.posts for delete to authenticated using (owner_id = (select auth.uid()));
alter policy widened on app.posts to public; -- bad: migrations
