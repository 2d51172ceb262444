create policy reads on storage.objects for select to anon using (true);
create policy writes on storage.objects for insert to authenticated with check (true); -- bad: migrations
create policy anyone on storage.objects for all using (bucket_id = 'avatars'); -- bad: migrations
create policy messages on realtime.messages for insert to authenticated with check (true); -- bad: migrations
alter table storage.objects disable row level security; -- bad: migrations
grant all on storage.objects to authenticated; -- bad: migrations
grant select on auth.users to public; -- bad: migrations
