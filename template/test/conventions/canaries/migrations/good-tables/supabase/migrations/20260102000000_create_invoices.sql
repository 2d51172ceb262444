-- invoices: each row belongs to the user who made it.

create table app."invoices" (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
  "number" text not null check (char_length("number") between 1 and 255 and "number" collate "C" !~ '^\s|\s$'),
  "total" numeric not null check (abs("total") < 1e20 and scale("total") <= 10),
  "due_on" date check (isfinite("due_on")),
  "paid" boolean not null default false,
  "customer_id" uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- Lets other tables refer to a row together with its owner, so that nobody can refer to another's row.
  unique (id, owner_id),
  unique (owner_id, "number"),
  constraint "invoices_customer_id_fkey" foreign key ("customer_id", owner_id) references app."customers" (id, owner_id)
);

-- The order of the list: one index serves the owner's rows and the pages.
create index on app."invoices" (owner_id, created_at desc, id desc);
create index on app."invoices" ("customer_id", owner_id);

create trigger touch_row before update on app."invoices"
  for each row execute function app.touch_row();

alter table app."invoices" enable row level security;

-- id, owner_id, version and the timestamps are not the user's to write.
revoke all on app."invoices" from public, anon, authenticated;
grant select, delete on app."invoices" to authenticated;
grant
  insert ("number", "total", "due_on", "paid", "customer_id"),
  update ("number", "total", "due_on", "paid", "customer_id")
  on app."invoices" to authenticated;
grant select, insert, update, delete on app."invoices" to service_role;

create policy owner_selects on app."invoices" for select to authenticated
  using (owner_id = (select auth.uid()));
create policy owner_inserts on app."invoices" for insert to authenticated
  with check (owner_id = (select auth.uid()));
create policy owner_updates on app."invoices" for update to authenticated
  using (owner_id = (select auth.uid()))
  with check (owner_id = (select auth.uid()));
create policy owner_deletes on app."invoices" for delete to authenticated
  using (owner_id = (select auth.uid()));
