-- What users say of themselves: one row each, made with the account. Pictures are files in storage, at `<user id>/avatar/`.

create table app.profiles (
  user_id uuid primary key references auth.users (id) on delete cascade,
  display_name text check (char_length(display_name) between 1 and 255 and display_name collate "C" !~ '^\s|\s$'),
  -- A language tag (BCP 47), such as `de` or `pt-BR`.
  locale text check (locale ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$'),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

alter table app.profiles enable row level security;
revoke all on app.profiles from public, anon, authenticated;
grant select, update (display_name, locale) on app.profiles to authenticated;
grant select, insert, update, delete on app.profiles to service_role;
create policy profiles_owner_selects on app.profiles for select to authenticated using (user_id = (select auth.uid()));
create policy profiles_owner_updates on app.profiles for update to authenticated
  using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));

create trigger touch_row before update on app.profiles for each row execute function app.touch_row();

-- As its owner: whoever signs up, and the service that signs them up, may not insert here.
create function app.create_profile() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  insert into app.profiles (user_id) values (new.id) on conflict (user_id) do nothing;
  return new;
end;
$$;
revoke execute on function app.create_profile() from public, anon, authenticated;
create trigger create_profile after insert on auth.users for each row execute function app.create_profile();

-- For those who were there before.
insert into app.profiles (user_id) select id from auth.users on conflict (user_id) do nothing;
