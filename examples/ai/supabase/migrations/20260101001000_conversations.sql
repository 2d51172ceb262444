-- conversations: each row belongs to the user who made it.

create table app.conversations (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
  title text not null check (char_length(title) between 1 and 255 and title collate "C" !~ '^\s|\s$'),
  -- What fell out of the window, in short, up to the message that was written at summarised_at. Ours to write.
  summary text check (char_length(summary) <= 4000),
  summarised_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- Lets other tables refer to a row together with its owner, so that nobody can refer to another's row.
  unique (id, owner_id)
);

-- The order of the list: one index serves the owner's rows and the pages.
create index on app.conversations (owner_id, created_at desc, id desc);

create trigger touch_row before update on app.conversations
  for each row execute function app.touch_row();

alter table app.conversations enable row level security;

-- id, owner_id, the summary, version and the timestamps are not the user's to write.
revoke all on app.conversations from public, anon, authenticated;
grant select, delete on app.conversations to authenticated;
grant insert (title), update (title) on app.conversations to authenticated;
grant select, insert, update, delete on app.conversations to service_role;

create policy owner_selects on app.conversations for select to authenticated
  using (owner_id = (select auth.uid()));
create policy owner_inserts on app.conversations for insert to authenticated
  with check (owner_id = (select auth.uid()));
create policy owner_updates on app.conversations for update to authenticated
  using (owner_id = (select auth.uid()))
  with check (owner_id = (select auth.uid()));
create policy owner_deletes on app.conversations for delete to authenticated
  using (owner_id = (select auth.uid()));
