import { supabase } from '../clients/supabase.ts';
import type { Conversation, ConversationInput, ConversationQuery } from '../schemas/conversation.schema.ts';
import { keyset, type Page } from '../utils/keyset.ts';
import { searchFilter } from '../utils/search-filter.ts';
import { unwrap } from '../utils/unwrap.ts';
import { whereEqual } from '../utils/where-equal.ts';

const COLUMNS = 'id, title, version, created_at, updated_at';

/** `app.conversations`, as the caller: row-level security leaves them their own rows. */
export const conversationRepository = {
  async list({ limit, cursor, sort, q, ...filters }: ConversationQuery): Promise<Page<Conversation>> {
    const page = { limit, cursor, sort };
    const all = supabase.from('conversations').select(COLUMNS);
    const filtered = whereEqual(all, filters);
    const found = q === null ? filtered : filtered.or(searchFilter(['title'], q));
    return keyset.page(unwrap(await keyset.apply(found, page)), page);
  },

  async get(id: string): Promise<Conversation | null> {
    return unwrap(await supabase.from('conversations').select(COLUMNS).eq('id', id).maybeSingle());
  },

  async create(input: ConversationInput): Promise<Conversation> {
    return unwrap(await supabase.from('conversations').insert(input).select(COLUMNS).single());
  },

  /** Null where there is no such row, or none of that version (null: any version). */
  async update(id: string, changes: Partial<ConversationInput>, version: number | null): Promise<Conversation | null> {
    const row = supabase.from('conversations').update(changes).eq('id', id);
    const matched = version === null ? row : row.eq('version', version);
    return unwrap(await matched.select(COLUMNS).maybeSingle());
  },

  /** False where there is no such row, or none of that version (null: any version). */
  async delete(id: string, version: number | null): Promise<boolean> {
    const row = supabase.from('conversations').delete().eq('id', id);
    const matched = version === null ? row : row.eq('version', version);
    return unwrap(await matched.select('id').maybeSingle()) !== null;
  },
};
