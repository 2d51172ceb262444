-- Files of users: one private bucket, a folder for each user (`<user id>/…`), and a quota for each folder.

-- The types are those that the API accepts too (utils/inspect-file.ts). None of them runs script where it is shown.
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
values (
  'files', 'files', false, 10485760,
  array['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'application/pdf']
);

-- Own folder only. As a range of names the policies can use the index on them; '0' is the character after '/'.
-- There is no policy for update: a file is never changed or moved, another takes its place.
create policy files_owner_selects on storage.objects for select to authenticated
  using (
    bucket_id = 'files'
    and name collate "C" >= (select auth.uid())::text || '/' and name collate "C" < (select auth.uid())::text || '0'
  );
create policy files_owner_inserts on storage.objects for insert to authenticated
  with check (
    bucket_id = 'files'
    and name collate "C" >= (select auth.uid())::text || '/' and name collate "C" < (select auth.uid())::text || '0'
    -- No dot segments, backslashes or control characters, which mean another path to somebody on the way.
    and name ~ '^[0-9a-f-]{36}(/[A-Za-z0-9][A-Za-z0-9._ -]{0,99}){1,5}$' and name not like '%..%'
  );
create policy files_owner_deletes on storage.objects for delete to authenticated
  using (
    bucket_id = 'files'
    and name collate "C" >= (select auth.uid())::text || '/' and name collate "C" < (select auth.uid())::text || '0'
  );

-- The id of the row that a file belongs to (`<user id>/<resource>/<row id>/…`), for the policies of resources whose rows
-- others may read; null where the path names none.
create function app.row_of_file(path text) returns uuid
language sql immutable
set search_path = ''
return case
  when split_part(path, '/', 3) ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then split_part(path, '/', 3)::uuid
end;
revoke execute on function app.row_of_file(text) from public, anon, authenticated;
grant execute on function app.row_of_file(text) to authenticated;

-- Who may store other than 100 MiB; bytes fit a JSON number.
create table app.storage_quotas (
  user_id uuid primary key references auth.users (id) on delete cascade,
  max_bytes bigint not null check (max_bytes between 0 and 9007199254740991)
);

alter table app.storage_quotas enable row level security;
revoke all on app.storage_quotas from public, anon, authenticated;
grant select, insert, update, delete on app.storage_quotas to service_role;
create policy storage_quotas_nobody on app.storage_quotas for all to anon, authenticated using (false) with check (false);

-- Storage inserts once to see whether the caller may (with the length that was announced, and rolls back), and once when
-- the bytes are there (with their size).
create function app.stored_bytes(metadata jsonb) returns bigint
language sql immutable
set search_path = ''
-- Many small files are a load as well: each counts at least 4 KiB.
return greatest(coalesce(metadata ->> 'size', metadata ->> 'contentLength', '0')::bigint, 4096);
revoke execute on function app.stored_bytes(jsonb) from public, anon, authenticated;

create function app.storage_quota(folder text) returns bigint
language sql stable security definer
set search_path = ''
return coalesce((select max_bytes from app.storage_quotas where user_id::text = folder), 104857600);
revoke execute on function app.storage_quota(text) from public, anon, authenticated;

-- A trigger and not a policy: signed uploads, and the row that is written once all bytes are there, pass every policy.
create function app.hold_storage_quota() returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  folder text := split_part(new.name, '/', 1);
  used bigint;
begin
  -- Two uploads at once would each find room for itself.
  perform pg_advisory_xact_lock(hashtextextended('files/' || folder, 0));
  select coalesce(sum(app.stored_bytes(metadata)), 0) into used from storage.objects
    where bucket_id = 'files' and name <> new.name
      and name collate "C" >= folder || '/' and name collate "C" < folder || '0';
  if used + app.stored_bytes(new.metadata) > app.storage_quota(folder) then
    raise insufficient_privilege using message = 'storage quota exceeded';
  end if;
  -- Storage itself holds this against the announced length only.
  if app.stored_bytes(new.metadata) > (select file_size_limit from storage.buckets where id = 'files') then
    raise insufficient_privilege using message = 'file too large';
  end if;
  return new;
end;
$$;
revoke execute on function app.hold_storage_quota() from public, anon, authenticated;

create trigger hold_storage_quota before insert or update of bucket_id, name, metadata on storage.objects
  for each row when (new.bucket_id = 'files') execute function app.hold_storage_quota();

-- What the caller has stored, and may.
create function app.storage_usage() returns table (used_bytes bigint, max_bytes bigint)
language sql stable security definer
set search_path = ''
as $$
  select
    (
      select coalesce(sum(app.stored_bytes(metadata)), 0) from storage.objects
      where bucket_id = 'files'
        and name collate "C" >= auth.uid()::text || '/' and name collate "C" < auth.uid()::text || '0'
    ),
    app.storage_quota(auth.uid()::text);
$$;
revoke execute on function app.storage_usage() from public, anon, authenticated;
grant execute on function app.storage_usage() to authenticated;

-- What storage knows of the files, to list them as tables are listed; the policies above decide who sees which.
create view app.files with (security_invoker = true) as
select
  id,
  name as path,
  split_part(name, '/', -1) as name,
  metadata ->> 'mimetype' as type,
  (metadata ->> 'size')::bigint as size,
  created_at
from storage.objects
where bucket_id = 'files';
revoke all on app.files from public, anon, authenticated;
grant select on app.files to authenticated, service_role;
