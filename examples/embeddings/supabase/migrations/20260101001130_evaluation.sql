-- How well search and answers did, run by run. Nobody reads or writes it past our API; `npm run eval` keeps it, and compares.
create table app.evaluation_runs (
  id uuid primary key default gen_random_uuid(),
  name text not null check (name ~ '^[a-z][a-z0-9-]{0,49}$'),
  dataset_hash text not null check (dataset_hash ~ '^[0-9a-f]{64}$'),
  model text not null check (char_length(model) between 1 and 200),
  cases integer not null check (cases > 0),
  -- By name, from 0 to 1: more is better.
  measures jsonb not null check (jsonb_typeof(measures) = 'object'),
  created_at timestamptz not null default now()
);
create index on app.evaluation_runs (name, created_at desc);

alter table app.evaluation_runs enable row level security;
revoke all on app.evaluation_runs from public, anon, authenticated;
grant select, insert on app.evaluation_runs to service_role;
create policy nobody on app.evaluation_runs for all to anon, authenticated using (false) with check (false);
