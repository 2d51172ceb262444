-- The steps from a file to passages that are found. Each function is one transaction, and does nothing the second time.

-- A place for a file, unless its owner has it already or has no room: documents count as files do.
create function app.add_document(in_owner uuid, in_name text, in_type text, in_size integer, in_hash text)
returns table (outcome text, id uuid)
language plpgsql
set search_path = ''
as $$
declare
  new_id uuid := gen_random_uuid();
  known uuid;
begin
  perform pg_advisory_xact_lock(hashtextextended('documents/' || in_owner, 0));
  select d.id into known from app.documents as d where d.owner_id = in_owner and d.content_hash = in_hash;
  if known is not null then
    return query select 'exists', known;
  elsif greatest(in_size, 4096) + (select coalesce(sum(greatest(d.size, 4096)), 0) from app.documents as d where d.owner_id = in_owner)
    > (select coalesce(max(q.max_bytes), 104857600) from app.storage_quotas as q where q.user_id = in_owner) then
    return query select 'full', null::uuid;
  else
    insert into app.documents (id, owner_id, name, type, size, content_hash, path)
    values (new_id, in_owner, in_name, in_type, in_size, in_hash, in_owner || '/' || new_id);
    return query select 'added', new_id;
  end if;
end;
$$;
revoke execute on function app.add_document(uuid, text, text, integer, text) from public, anon, authenticated;
grant execute on function app.add_document(uuid, text, text, integer, text) to service_role;

-- Passages in place of those that were there, with what they speak of, where the run is the one that may write.
create function app.replace_chunks(of_document uuid, of_run uuid, new_chunks jsonb) returns boolean
language plpgsql
set search_path = ''
as $$
declare
  owner uuid;
begin
  update app.documents
  set status = 'embedding', progress = 20, chunk_count = jsonb_array_length(new_chunks), updated_at = now()
  where id = of_document and run_id = of_run and status = 'chunking'
  returning owner_id into owner;
  if owner is null then return false; end if;
  delete from app.chunks where document_id = of_document;
  insert into app.chunks (id, owner_id, document_id, position, kind, heading_path, section, text, start, "end", tokens, content_hash)
  select c.id, owner, of_document, c.position, c.kind, c.heading_path, c.section, c.text, c.start, c."end", c.tokens, c.content_hash
  from jsonb_to_recordset(new_chunks) as c (
    id uuid, position integer, kind text, heading_path text[], section text, text text, start integer, "end" integer, tokens integer,
    content_hash text
  );
  insert into app.entities (owner_id, name)
  select distinct owner, e.name
  from jsonb_to_recordset(new_chunks) as c (entities jsonb), jsonb_array_elements_text(c.entities) as e (name)
  order by e.name
  on conflict do nothing;
  insert into app.chunk_entities (chunk_id, entity_id, owner_id)
  select c.id, known.id, owner
  from jsonb_to_recordset(new_chunks) as c (id uuid, entities jsonb), jsonb_array_elements_text(c.entities) as e (name)
  join app.entities as known on known.owner_id = owner and known.name = e.name
  on conflict do nothing;
  return true;
end;
$$;
revoke execute on function app.replace_chunks(uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function app.replace_chunks(uuid, uuid, jsonb) to service_role;

-- What of a document is not embedded by a model yet, in the order of the text; each text once.
create function app.chunks_to_embed(of_document uuid, by_model text, max_rows integer)
returns table (content_hash text, section text, text text)
language sql stable
set search_path = ''
as $$
  select first.content_hash, first.section, first.text
  from (
    select distinct on (c.content_hash) c.content_hash, c.section, c.text, c.position
    from app.chunks as c
    where c.document_id = of_document
      and not exists (select from app.chunk_vectors as v where v.chunk_id = c.id and v.model = by_model)
      and not exists (
        select from app.embedding_cache as k
        where k.owner_id = c.owner_id and k.content_hash = c.content_hash and k.model = by_model
      )
    order by c.content_hash, c.position
  ) as first
  order by first.position
  limit max_rows;
$$;
revoke execute on function app.chunks_to_embed(uuid, text, integer) from public, anon, authenticated;
grant execute on function app.chunks_to_embed(uuid, text, integer) to service_role;

-- Vectors that were made, and what they cost: both are kept or neither, so that nothing is paid for twice.
create function app.keep_embeddings(of_owner uuid, by_model text, hashes text[], embeddings text[], usage jsonb) returns void
language plpgsql
set search_path = ''
as $$
begin
  insert into app.embedding_cache (owner_id, content_hash, model, embedding)
  select of_owner, made.hash, by_model, made.embedding::extensions.vector(512)
  from unnest(hashes, embeddings) as made (hash, embedding)
  order by made.hash
  on conflict do nothing;
  insert into app.ai_usage (
    id, user_id, prompt, version, model, status, input_tokens, cached_tokens, output_tokens, cost_micros, latency_ms, suspicion, request_id
  )
  select
    u.id, u.user_id, u.prompt, u.version, u.model, u.status, u.input_tokens, u.cached_tokens, u.output_tokens, u.cost_micros, u.latency_ms,
    u.suspicion, u.request_id
  from jsonb_populate_record(null::app.ai_usage, usage) as u;
end;
$$;
revoke execute on function app.keep_embeddings(uuid, text, text[], text[], jsonb) from public, anon, authenticated;
grant execute on function app.keep_embeddings(uuid, text, text[], text[], jsonb) to service_role;

-- The vectors of texts that were embedded before.
create function app.cached_embeddings(of_owner uuid, by_model text, hashes text[]) returns table (content_hash text, embedding text)
language sql stable
set search_path = ''
as $$
  select k.content_hash, k.embedding::text
  from app.embedding_cache as k
  where k.owner_id = of_owner and k.model = by_model and k.content_hash = any (hashes);
$$;
revoke execute on function app.cached_embeddings(uuid, text, text[]) from public, anon, authenticated;
grant execute on function app.cached_embeddings(uuid, text, text[]) to service_role;

-- Puts vectors beside passages, in the place that is searched, as far as they were made. Returns how many it put there. Of so many
-- lanes it is one: two do not wait for each other, for no passage is in both.
create function app.place_vectors(of_document uuid, lane integer, lanes integer, max_rows integer) returns integer
language sql
set search_path = ''
as $$
  with placed as (
    insert into app.chunk_vectors (chunk_id, slot, model, owner_id, document_id, embedding)
    select c.id, s.slot, s.model, c.owner_id, c.document_id, k.embedding
    from app.embedding_slots as s
    join app.chunks as c on c.document_id = of_document
    join app.embedding_cache as k on k.owner_id = c.owner_id and k.content_hash = c.content_hash and k.model = s.model
    where s.active and c.position % lanes = lane
      and not exists (select from app.chunk_vectors as v where v.chunk_id = c.id and v.slot = s.slot)
    order by c.position
    limit max_rows
    on conflict do nothing
    returning chunk_id
  )
  select count(*)::integer from placed;
$$;
revoke execute on function app.place_vectors(uuid, integer, integer, integer) from public, anon, authenticated;
grant execute on function app.place_vectors(uuid, integer, integer, integer) to service_role;

-- A document is ready once each of its passages has a vector in the place that is searched. While that is looked at, another place
-- cannot become the one.
create function app.finish_document(of_document uuid, of_run uuid) returns boolean
language plpgsql
set search_path = ''
as $$
begin
  perform from app.embedding_slots for share;
  update app.documents set status = 'ready', progress = 100, updated_at = now()
  where id = of_document and run_id = of_run and status = 'indexing'
    and not exists (
      select from app.chunks as c
      where c.document_id = of_document and not exists (
        select from app.chunk_vectors as v join app.embedding_slots as s on s.slot = v.slot and s.active where v.chunk_id = c.id
      )
    );
  return found;
end;
$$;
revoke execute on function app.finish_document(uuid, uuid) from public, anon, authenticated;
grant execute on function app.finish_document(uuid, uuid) to service_role;

-- The passages of documents that are ready and have no vector in a place, each with whose it is.
create function app.chunks_to_renew(in_slot smallint, max_rows integer)
returns table (owner_id uuid, content_hash text, section text, text text)
language sql stable
set search_path = ''
as $$
  select c.owner_id, c.content_hash, c.section, c.text
  from app.chunks as c join app.documents as d on d.id = c.document_id
  where d.status = 'ready' and not exists (select from app.chunk_vectors as v where v.chunk_id = c.id and v.slot = in_slot)
  order by c.owner_id, c.document_id, c.position
  limit max_rows;
$$;
revoke execute on function app.chunks_to_renew(smallint, integer) from public, anon, authenticated;
grant execute on function app.chunks_to_renew(smallint, integer) to service_role;

-- As place_vectors, for the passages of one owner and a place that is being filled.
create function app.renew_vectors(in_slot smallint, of_owner uuid, max_rows integer) returns integer
language sql
set search_path = ''
as $$
  with placed as (
    insert into app.chunk_vectors (chunk_id, slot, model, owner_id, document_id, embedding)
    select c.id, s.slot, s.model, c.owner_id, c.document_id, k.embedding
    from app.embedding_slots as s
    join app.embedding_cache as k on k.owner_id = of_owner and k.model = s.model
    join app.chunks as c on c.owner_id = of_owner and c.content_hash = k.content_hash
    join app.documents as d on d.id = c.document_id and d.status = 'ready'
    where s.slot = in_slot and not exists (select from app.chunk_vectors as v where v.chunk_id = c.id and v.slot = s.slot)
    limit max_rows
    on conflict do nothing
    returning chunk_id
  )
  select count(*)::integer from placed;
$$;
revoke execute on function app.renew_vectors(smallint, uuid, integer) from public, anon, authenticated;
grant execute on function app.renew_vectors(smallint, uuid, integer) to service_role;

-- Takes vectors out of a place that is not searched. Returns how many.
create function app.clear_vectors(in_slot smallint, max_rows integer) returns integer
language sql
set search_path = ''
as $$
  with gone as (
    delete from app.chunk_vectors as v
    where (v.chunk_id, v.slot) in (
      select o.chunk_id, o.slot
      from app.chunk_vectors as o join app.embedding_slots as s on s.slot = o.slot and not s.active
      where o.slot = in_slot
      limit max_rows
    )
    returning v.chunk_id
  )
  select count(*)::integer from gone;
$$;
revoke execute on function app.clear_vectors(smallint, integer) from public, anon, authenticated;
grant execute on function app.clear_vectors(smallint, integer) to service_role;

-- Searches the other place from now on, if it has a vector for each passage of the documents that are ready.
create function app.switch_embeddings(to_slot smallint) returns boolean
language plpgsql
set search_path = ''
as $$
begin
  perform from app.embedding_slots for update;
  if exists (
    select from app.chunks as c join app.documents as d on d.id = c.document_id and d.status = 'ready'
    where not exists (select from app.chunk_vectors as v where v.chunk_id = c.id and v.slot = to_slot)
  ) then
    return false;
  end if;
  update app.embedding_slots set active = false where active;
  update app.embedding_slots set active = true where slot = to_slot;
  return true;
end;
$$;
revoke execute on function app.switch_embeddings(smallint) from public, anon, authenticated;
grant execute on function app.switch_embeddings(smallint) to service_role;
