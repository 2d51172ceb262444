-- Searching. Both functions run as whoever calls them: row-level security leaves them their own passages.

-- The passages that are nearest to a question by meaning, by words, or by both. The two orders are brought together by rank
-- (reciprocal rank fusion): a passage counts 1 / (60 + rank) in each.
--
-- Of up to 2,000 passages each is compared, which is exact and takes no longer than the index would. Of more, the index (HNSW) is
-- asked, and goes on until there are enough that the caller may see (iterative scan).
create function app.search_chunks(
  query_text text, query_embedding text, by_model text, max_rows integer,
  in_documents uuid[] default null, in_types text[] default null, in_kinds text[] default null, under_headings text[] default null
) returns table (
  id uuid, document_id uuid, document_name text, "position" integer, kind text, heading_path text[], "text" text, start integer,
  "end" integer, score double precision, similarity real, vector_rank integer, text_rank integer
)
language plpgsql stable
set search_path = ''
set hnsw.iterative_scan = 'strict_order'
set hnsw.ef_search = 100
set hnsw.max_scan_tuples = 200000
-- Planned for the values that are asked for: only so is it seen which index is the place's.
set plan_cache_mode = 'force_custom_plan'
set enable_sort = on
-- To compile a plan takes longer than to run it.
set jit = off
as $$
#variable_conflict use_column
declare
  exact_up_to constant integer := 2000;
  pool constant integer := greatest(50, max_rows * 3);
  wanted constant extensions.vector(512) := nullif(query_embedding, '')::extensions.vector(512);
  words constant tsquery := nullif(replace(plainto_tsquery('pg_catalog.english', query_text)::text, '&', '|'), '')::tsquery;
  is_filtered constant boolean :=
    in_documents is not null or in_types is not null or in_kinds is not null or under_headings is not null;
  place smallint;
  seen integer;
  near uuid[] := '{}';
  said uuid[] := '{}';
begin
  select s.slot into place from app.embedding_slots as s where s.model = by_model order by s.active desc limit 1;
  if wanted is not null and place is not null then
    -- Who has more than are compared, and filters none out, is not looked at one by one.
    select count(*) into seen from (
      select from app.chunk_vectors as v where v.slot = place limit exact_up_to + 1
    ) as own;
    if seen <= exact_up_to or is_filtered then
      select count(*), array_agg(found.id order by found.distance, found.id) into seen, near from (
        select v.chunk_id as id, v.embedding operator(extensions.<=>) wanted as distance
        from app.chunk_vectors as v
        where v.slot = place
          and (in_documents is null or v.document_id = any (in_documents))
          and exists (
            select from app.documents as d where d.id = v.document_id and d.status = 'ready' and (in_types is null or d.type = any (in_types))
          )
          and (
            (in_kinds is null and under_headings is null) or exists (
              select from app.chunks as c where c.id = v.chunk_id and (in_kinds is null or c.kind = any (in_kinds))
                and (under_headings is null or c.heading_path[1:cardinality(under_headings)] = under_headings)
            )
          )
        limit exact_up_to + 1
      ) as found;
    end if;
    if seen > exact_up_to then
      -- The index has them in order; whoever plans by how many passages users have on average would rather sort them all.
      perform set_config('enable_sort', 'off', true);
      select array_agg(found.id order by found.distance, found.id) into near from (
        select v.chunk_id as id, v.embedding operator(extensions.<=>) wanted as distance
        from app.chunk_vectors as v
        where v.slot = place
          and (in_documents is null or v.document_id = any (in_documents))
          and exists (
            select from app.documents as d where d.id = v.document_id and d.status = 'ready' and (in_types is null or d.type = any (in_types))
          )
          and (
            (in_kinds is null and under_headings is null) or exists (
              select from app.chunks as c where c.id = v.chunk_id and (in_kinds is null or c.kind = any (in_kinds))
                and (under_headings is null or c.heading_path[1:cardinality(under_headings)] = under_headings)
            )
          )
        order by v.embedding operator(extensions.<=>) wanted
        limit pool
      ) as found;
      perform set_config('enable_sort', 'on', true);
    end if;
    near := near[1:pool];
  end if;
  if words is not null then
    select array_agg(found.id order by found.rank desc, found.id) into said from (
      select c.id, ts_rank_cd(c.search_words, words, 1) as rank
      from app.chunks as c
      where c.search_words @@ words
        and (in_documents is null or c.document_id = any (in_documents))
        and exists (
          select from app.documents as d where d.id = c.document_id and d.status = 'ready' and (in_types is null or d.type = any (in_types))
        )
        and (in_kinds is null or c.kind = any (in_kinds))
        and (under_headings is null or c.heading_path[1:cardinality(under_headings)] = under_headings)
      order by 2 desc, 1 limit pool
    ) as found;
  end if;
  return query
    select
      c.id, c.document_id, c.name, c.position, c.kind, c.heading_path, c.text, c.start, c."end", fused.score,
      (1 - (v.embedding operator(extensions.<=>) wanted))::real, fused.by_vector::integer, fused.by_words::integer
    from (
      select
        coalesce(n.id, s.id) as id, n.rank as by_vector, s.rank as by_words,
        coalesce(1.0 / (60 + n.rank), 0)::double precision + coalesce(1.0 / (60 + s.rank), 0)::double precision as score
      from unnest(near) with ordinality as n (id, rank)
      full join unnest(said) with ordinality as s (id, rank) on s.id = n.id
      order by 4 desc, 2 nulls last, 1
      limit max_rows
    ) as fused
    -- One by one, by their keys.
    cross join lateral (
      select p.*, d.name from app.chunks as p join app.documents as d on d.id = p.document_id where p.id = fused.id limit 1
    ) as c
    left join lateral (
      select o.embedding from app.chunk_vectors as o where o.chunk_id = fused.id and o.slot = place limit 1
    ) as v on true
    order by fused.score desc, fused.by_vector nulls last, c.id;
end;
$$;
revoke execute on function app.search_chunks(text, text, text, integer, uuid[], text[], text[], text[]) from public, anon, authenticated;
grant execute on function app.search_chunks(text, text, text, integer, uuid[], text[], text[], text[]) to authenticated;

-- What stands around passages: those before and after them, others of their section, and those that speak of the same. What more
-- than 50 passages speak of connects nothing. The same passages have the same surroundings each time.
create function app.expand_chunks(hits uuid[], max_each integer) returns table (
  from_id uuid, relation text, weight real, via text[], id uuid, document_id uuid, document_name text, "position" integer, kind text,
  heading_path text[], "text" text, start integer, "end" integer
)
language sql stable
set search_path = ''
as $$
  with hit as (
    select c.id, c.document_id, c.position, c.heading_path from app.chunks as c where c.id = any (hits)
  ),
  edges as (
    select h.id as from_id, case when c.position < h.position then 'previous' else 'next' end as relation, 1::real as weight,
      '{}'::text[] as via, c.id
    from hit as h join app.chunks as c on c.document_id = h.document_id and c.position in (h.position - 1, h.position + 1)
    union all
    select h.id, 'section', 0.5, h.heading_path, s.id
    from hit as h cross join lateral (
      select c.id from app.chunks as c
      where c.document_id = h.document_id and c.heading_path = h.heading_path and cardinality(h.heading_path) > 0
        and abs(c.position - h.position) > 1
      order by abs(c.position - h.position), c.position
      limit max_each
    ) as s
    union all
    select h.id, 'entity', e.weight, e.names, e.id
    from hit as h cross join lateral (
      select theirs.chunk_id as id, sum(1 / ln(1 + spoken.passages))::real as weight, array_agg(n.name order by n.name) as names
      from app.chunk_entities as mine
      join lateral (
        select count(*) as passages from app.chunk_entities as every where every.entity_id = mine.entity_id
      ) as spoken on spoken.passages between 2 and 50
      join app.chunk_entities as theirs on theirs.entity_id = mine.entity_id and theirs.chunk_id <> h.id
      join app.entities as n on n.id = mine.entity_id
      where mine.chunk_id = h.id
      group by theirs.chunk_id
      order by 2 desc, 1
      limit max_each
    ) as e
  )
  select e.from_id, e.relation, e.weight, e.via, c.id, c.document_id, d.name, c.position, c.kind, c.heading_path, c.text, c.start, c."end"
  from edges as e
  join app.chunks as c on c.id = e.id
  join app.documents as d on d.id = c.document_id and d.status = 'ready'
  order by array_position(hits, e.from_id), e.relation, e.weight desc, c.document_id, c.position;
$$;
revoke execute on function app.expand_chunks(uuid[], integer) from public, anon, authenticated;
grant execute on function app.expand_chunks(uuid[], integer) to authenticated;
