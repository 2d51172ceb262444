-- What is said in conversations, what models cost, and what is remembered of it. None of it is the user's to write: a message
-- of the assistant, a number of tokens or a cost that a user could write would be worth nothing.

-- Up to where an answer has come is written while it comes, so that it can be read on after a broken connection.
create table app.messages (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null,
  conversation_id uuid not null,
  role text not null check (role in ('user', 'assistant')),
  content text not null check (char_length(content) <= 200000),
  status text not null check (status in ('streaming', 'complete', 'interrupted', 'failed', 'approval')),
  tokens integer not null check (tokens >= 0),
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  unique (id, owner_id),
  foreign key (conversation_id, owner_id) references app.conversations (id, owner_id) on delete cascade
);
create index on app.messages (conversation_id, created_at desc, id desc);
create index on app.messages (owner_id);

alter table app.messages enable row level security;
revoke all on app.messages from public, anon, authenticated;
grant select on app.messages to authenticated;
grant select, insert, update, delete on app.messages to service_role;
create policy owner_selects on app.messages for select to authenticated using (owner_id = (select auth.uid()));

-- A tool that a model wants to use and that changes what cannot be brought back: its user decides.
create table app.tool_calls (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null,
  message_id uuid not null,
  tool text not null check (tool ~ '^[a-z][a-z_]{0,49}$'),
  -- As the model wrote them, after the tool's schema took them.
  arguments text not null check (char_length(arguments) <= 20000),
  status text not null default 'waiting' check (status in ('waiting', 'approved', 'refused')),
  created_at timestamptz not null default now(),
  foreign key (message_id, owner_id) references app.messages (id, owner_id) on delete cascade
);
create index on app.tool_calls (message_id);
create index on app.tool_calls (owner_id, created_at desc, id desc);

alter table app.tool_calls enable row level security;
revoke all on app.tool_calls from public, anon, authenticated;
grant select on app.tool_calls to authenticated;
grant select, insert, update, delete on app.tool_calls to service_role;
create policy owner_selects on app.tool_calls for select to authenticated using (owner_id = (select auth.uid()));

-- One row for each answer, from a model or from the cache. Without foreign keys: what was spent stays spent.
create table app.ai_usage (
  id uuid primary key,
  user_id uuid not null,
  tenant_id uuid,
  prompt text not null,
  version integer not null,
  model text not null,
  status text not null check (status in ('complete', 'interrupted', 'failed', 'cached')),
  input_tokens integer not null check (input_tokens >= 0),
  cached_tokens integer not null check (cached_tokens >= 0),
  output_tokens integer not null check (output_tokens >= 0),
  -- Millionths of a US dollar.
  cost_micros bigint not null check (cost_micros >= 0),
  latency_ms integer not null check (latency_ms >= 0),
  -- How much of what was sent looked like an attempt to give the model orders, from 0 to 1.
  suspicion real not null check (suspicion between 0 and 1),
  request_id text,
  created_at timestamptz not null default now()
);
create index on app.ai_usage (user_id, created_at desc, id desc);
create index on app.ai_usage (created_at desc, id desc);

alter table app.ai_usage enable row level security;
revoke all on app.ai_usage from public, anon, authenticated, service_role;
grant select on app.ai_usage to authenticated;
grant select, insert on app.ai_usage to service_role;
create policy owner_selects on app.ai_usage for select to authenticated using (user_id = (select auth.uid()));

-- What users think of an answer: 1 or -1.
create table app.ai_feedback (
  usage_id uuid primary key references app.ai_usage (id) on delete cascade,
  user_id uuid not null,
  score smallint not null check (score in (-1, 1)),
  created_at timestamptz not null default now()
);
create index on app.ai_feedback (user_id);

alter table app.ai_feedback enable row level security;
revoke all on app.ai_feedback from public, anon, authenticated;
grant select on app.ai_feedback to authenticated;
grant select, insert, update, delete on app.ai_feedback to service_role;
create policy owner_selects on app.ai_feedback for select to authenticated using (user_id = (select auth.uid()));

-- How well a version of a prompt does what its examples ask for: the share that was right.
create table app.ai_evaluations (
  id uuid primary key default gen_random_uuid(),
  prompt text not null,
  version integer not null,
  model text not null,
  score real not null check (score between 0 and 1),
  cases integer not null check (cases > 0),
  created_at timestamptz not null default now()
);
create index on app.ai_evaluations (prompt, version, created_at desc);

alter table app.ai_evaluations enable row level security;
revoke all on app.ai_evaluations from public, anon, authenticated;
grant select, insert on app.ai_evaluations to service_role;
create policy nobody on app.ai_evaluations for all to anon, authenticated using (false) with check (false);

-- Answers to questions that may be asked again in other words, by the vector of the question. `scope` is a user's id, or
-- 'all' where the answer depends on nobody.
create extension if not exists vector with schema extensions;

create table app.ai_answers (
  id uuid primary key default gen_random_uuid(),
  scope text not null,
  prompt text not null,
  embedding_model text not null,
  embedding extensions.vector(512) not null,
  question text not null check (char_length(question) <= 4000),
  answer text not null check (char_length(answer) <= 20000),
  created_at timestamptz not null default now()
);
create index on app.ai_answers (scope, prompt, embedding_model);
create index on app.ai_answers (created_at);

alter table app.ai_answers enable row level security;
revoke all on app.ai_answers from public, anon, authenticated;
grant select, insert, delete on app.ai_answers to service_role;
create policy nobody on app.ai_answers for all to anon, authenticated using (false) with check (false);

-- The answers to the questions that are nearest, where they are near enough; of one scope, one version of a prompt, one model, and
-- younger than `max_age`.
create function app.find_ai_answers(
  in_scope text, of_prompt text, by_model text, query_embedding text, max_distance real, max_age interval
) returns table (question text, answer text)
language sql stable
set search_path = ''
as $$
  select found.question, found.answer
  from (
    select kept.question, kept.answer, kept.embedding operator(extensions.<=>) query_embedding::extensions.vector(512) as distance
    from app.ai_answers as kept
    where kept.scope = in_scope and kept.prompt = of_prompt and kept.embedding_model = by_model
      and kept.created_at > now() - max_age
  ) as found
  where found.distance <= max_distance
  order by found.distance
  limit 5;
$$;
revoke execute on function app.find_ai_answers(text, text, text, text, real, interval) from public, anon, authenticated;
grant execute on function app.find_ai_answers(text, text, text, text, real, interval) to service_role;

-- What was asked in bulk, at half the price and within a day.
create table app.answer_batches (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  openai_id text not null unique,
  reservation text not null,
  status text not null default 'running' check (status in ('running', 'complete', 'failed')),
  questions jsonb not null check (jsonb_array_length(questions) between 1 and 1000),
  answers jsonb not null default '[]',
  created_at timestamptz not null default now()
);
create index on app.answer_batches (owner_id, created_at desc, id desc);
create index on app.answer_batches (created_at) where status = 'running';

alter table app.answer_batches enable row level security;
revoke all on app.answer_batches from public, anon, authenticated;
grant select on app.answer_batches to authenticated;
grant select, insert, update on app.answer_batches to service_role;
create policy owner_selects on app.answer_batches for select to authenticated using (owner_id = (select auth.uid()));

-- For admins: what was used, by day, user or version of a prompt, with what users thought of it and how it was last evaluated.
create function app.report_ai_usage(from_day date, to_day date, by_key text)
returns table (
  key text, calls bigint, failed bigint, cached bigint, input_tokens bigint, output_tokens bigint, cost_micros bigint,
  latency_ms real, liked bigint, disliked bigint, score real
)
language sql stable
set search_path = ''
as $$
  select
    case by_key
      when 'day' then (u.created_at at time zone 'utc')::date::text
      when 'user' then u.user_id::text
      else u.prompt || '@' || u.version
    end,
    count(*),
    count(*) filter (where u.status = 'failed'),
    count(*) filter (where u.status = 'cached'),
    sum(u.input_tokens)::bigint,
    sum(u.output_tokens)::bigint,
    sum(u.cost_micros)::bigint,
    coalesce(avg(u.latency_ms) filter (where u.status <> 'cached'), 0)::real,
    count(*) filter (where f.score = 1),
    count(*) filter (where f.score = -1),
    max(
      case by_key when 'prompt' then (
        select e.score from app.ai_evaluations as e
        where e.prompt = u.prompt and e.version = u.version order by e.created_at desc limit 1
      ) end
    )
  from app.ai_usage as u
  left join app.ai_feedback as f on f.usage_id = u.id
  where u.created_at >= from_day::timestamp at time zone 'utc' and u.created_at < (to_day + 1)::timestamp at time zone 'utc'
  group by 1
  order by 1
  limit 1000;
$$;
revoke execute on function app.report_ai_usage(date, date, text) from public, anon, authenticated;
grant execute on function app.report_ai_usage(date, date, text) to service_role;

-- What a user or a tenant has spent on a day, for the counter that budgets are kept in.
create function app.ai_spent(spender uuid, on_day date) returns bigint
language sql stable
set search_path = ''
as $$
  select coalesce(sum(cost_micros), 0)::bigint from app.ai_usage
  where (user_id = spender or tenant_id = spender)
    and created_at >= on_day::timestamp at time zone 'utc' and created_at < (on_day + 1)::timestamp at time zone 'utc';
$$;
revoke execute on function app.ai_spent(uuid, date) from public, anon, authenticated;
grant execute on function app.ai_spent(uuid, date) to service_role;
