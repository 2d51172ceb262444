import { supabase } from '../clients/supabase.ts';
import type { Vector } from '../schemas/embedding.schema.ts';
import {
  foundPassageSchema,
  passageLinkSchema,
  searchHitSchema,
  type FoundPassage,
  type PassageLink,
  type SearchFilter,
  type SearchHit,
} from '../schemas/search.schema.ts';
import { unwrap } from '../utils/unwrap.ts';

type Wanted = {
  /** Searched by words; null: not. */
  readonly text: string | null;
  /** Searched by meaning, among the vectors of the model; null: not. */
  readonly vector: { readonly model: string; readonly values: Vector } | null;
  readonly limit: number;
  readonly filter: SearchFilter | null;
};

const filterOf = (filter: SearchFilter | null) => {
  const given = {
    in_documents: filter?.document_ids ?? null,
    in_types: filter?.types ?? null,
    in_kinds: filter?.kinds ?? null,
    under_headings: filter?.headings ?? null,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
};

/** Passages by their vectors and words, as the caller: row-level security leaves them their own. */
export const vectorRepository = {
  /** The best first (see `app.search_chunks`). */
  async search({ text, vector, limit, filter }: Wanted): Promise<SearchHit[]> {
    const rows = unwrap(
      await supabase.rpc('search_chunks', {
        query_text: text ?? '',
        query_embedding: vector === null ? '' : JSON.stringify(vector.values),
        by_model: vector?.model ?? '',
        max_rows: limit,
        ...filterOf(filter),
      }),
    );
    return searchHitSchema.array().parse(rows);
  },

  /** What stands around passages, each with why (see `app.expand_chunks`): up to `limit` of a section and of what is spoken of. */
  async expand(ids: readonly string[], limit: number): Promise<(FoundPassage & { readonly link: PassageLink })[]> {
    const rows = unwrap(await supabase.rpc('expand_chunks', { hits: [...ids], max_each: limit }));
    return rows.map((row) => ({ ...foundPassageSchema.parse(row), link: passageLinkSchema.parse(row) }));
  },
};
