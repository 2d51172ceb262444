import { supabase } from '../clients/supabase.ts';
import {
  documentSchema,
  passageSchema,
  type Document,
  type DocumentQuery,
  type Passage,
  type PassageQuery,
} from '../schemas/document.schema.ts';
import { keyset, type Page } from '../utils/keyset.ts';
import { unwrap } from '../utils/unwrap.ts';
import { whereEqual } from '../utils/where-equal.ts';

const COLUMNS = 'id, name, type, size, status, progress, error, chunk_count, created_at, updated_at';

/** `app.documents` and their passages, as the caller, who may read and delete their own. */
export const documentRepository = {
  async list({ limit, cursor, sort, ...filters }: DocumentQuery): Promise<Page<Document>> {
    const page = { limit, cursor, sort };
    const all = whereEqual(supabase.from('documents').select(COLUMNS), filters);
    return keyset.page(documentSchema.array().parse(unwrap(await keyset.apply(all, page))), page);
  },

  async get(id: string): Promise<Document | null> {
    const row = unwrap(await supabase.from('documents').select(COLUMNS).eq('id', id).maybeSingle());
    return documentSchema.nullable().parse(row);
  },

  /** False where there is no such document. Its passages and vectors go with it, and its file after it. */
  async delete(id: string): Promise<boolean> {
    return unwrap(await supabase.from('documents').delete().eq('id', id).select('id').maybeSingle()) !== null;
  },

  async listPassages(documentId: string, { limit, cursor, sort, kind }: PassageQuery): Promise<Page<Passage>> {
    const page = { limit, cursor, sort };
    const all = supabase
      .from('chunks')
      .select('id, position, kind, heading_path, text, start, end, tokens')
      .eq('document_id', documentId);
    return keyset.page(passageSchema.array().parse(unwrap(await keyset.apply(whereEqual(all, { kind }), page))), page);
  },
};
