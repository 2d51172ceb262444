-- Documents, the passages that they are cut into, and a vector for each. A user reads and deletes their own; what is written, our
-- jobs write: a passage, a vector or a status that a user could write would be worth nothing.

-- The files. No user reaches this bucket, not even past the API: what is uploaded there is looked at first. It is served to nobody,
-- and under a type that nothing shows.
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
values ('documents', 'documents', false, 10485760, array['application/octet-stream']);

create extension if not exists vector with schema extensions;

create table app.documents (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 100),
  type text not null check (type in ('application/pdf', 'text/markdown', 'text/html', 'text/plain')),
  size integer not null check (size > 0),
  -- SHA-256 of the bytes: the same file twice is one document.
  content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
  -- Where the file is in the bucket.
  path text not null unique,
  -- What is being done with it, in this order.
  status text not null default 'uploading'
    check (status in ('uploading', 'queued', 'extracting', 'chunking', 'embedding', 'indexing', 'ready', 'failed')),
  progress smallint not null default 0 check (progress between 0 and 100),
  -- Why it failed: { code, message, details }.
  error jsonb,
  chunk_count integer not null default 0 check (chunk_count >= 0),
  -- The run whose steps may write. A run that was given up for lost finds another one here, and stops.
  run_id uuid,
  runs smallint not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (id, owner_id),
  unique (owner_id, content_hash)
);
create index on app.documents (owner_id, created_at desc, id desc);
create index on app.documents (updated_at) where status not in ('ready', 'failed');

alter table app.documents enable row level security;
revoke all on app.documents from public, anon, authenticated;
grant select, delete on app.documents to authenticated;
grant select, insert, update, delete on app.documents to service_role;
create policy owner_selects on app.documents for select to authenticated using (owner_id = (select auth.uid()));
create policy owner_deletes on app.documents for delete to authenticated using (owner_id = (select auth.uid()));

-- Whoever deletes the row, our API, a user past it or the end of an account: a handler of the event then removes the file.
create trigger emit_deleted after delete on app.documents
  for each row execute function app.emit_row_event('document');

-- What was read from the file: passages name their places in it.
create table app.document_texts (
  document_id uuid primary key,
  owner_id uuid not null,
  text text not null,
  blocks jsonb not null,
  foreign key (document_id, owner_id) references app.documents (id, owner_id) on delete cascade
);
create index on app.document_texts (owner_id);

alter table app.document_texts enable row level security;
revoke all on app.document_texts from public, anon, authenticated;
grant select on app.document_texts to authenticated;
grant select, insert, update, delete on app.document_texts to service_role;
create policy owner_selects on app.document_texts for select to authenticated using (owner_id = (select auth.uid()));

-- Passages. `start` and `end` are characters of the text that the document has.
create table app.chunks (
  id uuid primary key,
  owner_id uuid not null,
  document_id uuid not null,
  position integer not null check (position >= 0),
  kind text not null check (kind in ('heading', 'paragraph', 'list', 'table', 'code')),
  heading_path text[] not null,
  -- The headings as one text: what is searched and embedded with the passage.
  section text not null,
  text text not null check (char_length(text) between 1 and 40000),
  start integer not null check (start >= 0),
  "end" integer not null check ("end" > start),
  tokens integer not null check (tokens >= 0),
  -- SHA-256 of what is embedded: the section and the text.
  content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
  search_words tsvector not null generated always as (
    setweight(to_tsvector('pg_catalog.english', section), 'A') || setweight(to_tsvector('pg_catalog.english', text), 'B')
  ) stored,
  unique (document_id, position),
  unique (id, owner_id),
  foreign key (document_id, owner_id) references app.documents (id, owner_id) on delete cascade
);
create index on app.chunks (owner_id, document_id);
create index on app.chunks using gin (search_words);

alter table app.chunks enable row level security;
revoke all on app.chunks from public, anon, authenticated;
grant select on app.chunks to authenticated;
grant select, insert, update, delete on app.chunks to service_role;
create policy owner_selects on app.chunks for select to authenticated using (owner_id = (select auth.uid()));

-- Vectors of two models do not compare. So there are two places for vectors, each with the model whose vectors it holds: one is
-- searched, and the other is filled when the model changes. It is searched from the moment at which it has them all.
create table app.embedding_slots (
  slot smallint primary key check (slot in (0, 1)),
  model text,
  active boolean not null,
  unique (slot, model)
);
create unique index on app.embedding_slots (active) where active;
insert into app.embedding_slots (slot, model, active) values (0, null, true), (1, null, false);

alter table app.embedding_slots enable row level security;
revoke all on app.embedding_slots from public, anon, authenticated;
grant select on app.embedding_slots to authenticated;
grant select, update on app.embedding_slots to service_role;
create policy everyone_selects on app.embedding_slots for select to authenticated using (true);

create table app.chunk_vectors (
  chunk_id uuid not null,
  slot smallint not null,
  model text not null,
  owner_id uuid not null,
  document_id uuid not null,
  embedding extensions.vector(512) not null,
  primary key (chunk_id, slot),
  foreign key (chunk_id, owner_id) references app.chunks (id, owner_id) on delete cascade,
  foreign key (slot, model) references app.embedding_slots (slot, model)
);
-- In the row itself: what is compared by the thousand is read without a detour.
alter table app.chunk_vectors alter column embedding set storage plain;
create index on app.chunk_vectors (owner_id, slot, document_id);
-- To look less far where a vector is put in (40 instead of 64) takes about a third off of indexing. What it costs was measured: of the ten
-- nearest passages among 70,000, 0.99 are found and not 1.00.
create index chunk_vectors_slot_0 on app.chunk_vectors using hnsw (embedding extensions.vector_cosine_ops)
  with (ef_construction = 40) where slot = 0;
create index chunk_vectors_slot_1 on app.chunk_vectors using hnsw (embedding extensions.vector_cosine_ops)
  with (ef_construction = 40) where slot = 1;

alter table app.chunk_vectors enable row level security;
revoke all on app.chunk_vectors from public, anon, authenticated;
grant select on app.chunk_vectors to authenticated;
grant select, insert, update, delete on app.chunk_vectors to service_role;
create policy owner_selects on app.chunk_vectors for select to authenticated using (owner_id = (select auth.uid()));

-- Vectors that were paid for, by the text. Of each user apart: whether somebody else has embedded a text is nobody's to find out.
create table app.embedding_cache (
  owner_id uuid not null references auth.users (id) on delete cascade,
  content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
  model text not null,
  embedding extensions.vector(512) not null,
  created_at timestamptz not null default now(),
  primary key (owner_id, content_hash, model)
);
create index on app.embedding_cache (created_at);

alter table app.embedding_cache enable row level security;
revoke all on app.embedding_cache from public, anon, authenticated;
grant select, insert, update, delete on app.embedding_cache to service_role;
create policy nobody on app.embedding_cache for all to anon, authenticated using (false) with check (false);

-- The graph: what passages speak of. Neighbours and sections are in the passages themselves.
create table app.entities (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 200),
  unique (owner_id, name),
  unique (id, owner_id)
);

alter table app.entities enable row level security;
revoke all on app.entities from public, anon, authenticated;
grant select on app.entities to authenticated;
grant select, insert, update, delete on app.entities to service_role;
create policy owner_selects on app.entities for select to authenticated using (owner_id = (select auth.uid()));

create table app.chunk_entities (
  chunk_id uuid not null,
  entity_id uuid not null,
  owner_id uuid not null,
  primary key (chunk_id, entity_id),
  foreign key (chunk_id, owner_id) references app.chunks (id, owner_id) on delete cascade,
  foreign key (entity_id, owner_id) references app.entities (id, owner_id) on delete cascade
);
create index on app.chunk_entities (entity_id);
create index on app.chunk_entities (owner_id);

alter table app.chunk_entities enable row level security;
revoke all on app.chunk_entities from public, anon, authenticated;
grant select on app.chunk_entities to authenticated;
grant select, insert, update, delete on app.chunk_entities to service_role;
create policy owner_selects on app.chunk_entities for select to authenticated using (owner_id = (select auth.uid()));
