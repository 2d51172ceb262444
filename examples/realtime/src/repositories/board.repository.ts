import { supabase } from '../clients/supabase.ts';
import type { Board, BoardInput, BoardQuery, BoardWindow, BoardWindowQuery } from '../schemas/board.schema.ts';
import { type IngestedBatch, ingestedBatchSchema, type Measurement } from '../schemas/measurement.schema.ts';
import { keyset, type Page } from '../utils/keyset.ts';
import { searchFilter } from '../utils/search-filter.ts';
import { unwrap } from '../utils/unwrap.ts';

const COLUMNS =
  'id, owner_id, name, window_seconds, lateness_seconds, alert_above::text, shared, watermark, late_count::text, created_at';
const WINDOW_COLUMNS = 'id, starts_at, readings, sum::text, min::text, max::text, mean::text, version';

/** `app.boards` and their windows, as the caller: row-level security leaves them their own and the shared ones. */
export const boardRepository = {
  async list({ q, ...page }: BoardQuery): Promise<Page<Board>> {
    const all = supabase.from('boards').select(COLUMNS);
    const found = q === null ? all : all.or(searchFilter(['name'], q));
    return keyset.page(unwrap(await keyset.apply(found, page)), page);
  },

  async get(id: string): Promise<Board | null> {
    return unwrap(await supabase.from('boards').select(COLUMNS).eq('id', id).maybeSingle());
  },

  async create(input: BoardInput): Promise<Board> {
    // Exact as text, which PostgREST takes for a number as well.
    const row = { ...input, alert_above: input.alert_above as never };
    return unwrap(await supabase.from('boards').insert(row).select(COLUMNS).single());
  },

  /** False where the caller has none of this id. */
  async delete(id: string): Promise<boolean> {
    return unwrap(await supabase.from('boards').delete().eq('id', id).select('id').maybeSingle()) !== null;
  },

  async listWindows(boardId: string, { from, ...page }: BoardWindowQuery): Promise<Page<BoardWindow>> {
    const all = supabase.from('board_windows').select(WINDOW_COLUMNS).eq('board_id', boardId);
    const found = from === null ? all : all.gte('starts_at', from);
    return keyset.page(unwrap(await keyset.apply(found, page)), page);
  },

  /** Adds a batch (see `app.ingest_measurements`). Null where the caller has no such board. */
  async ingest(boardId: string, batch: readonly Measurement[]): Promise<IngestedBatch | null> {
    const result = unwrap(await supabase.rpc('ingest_measurements', { board: boardId, batch: [...batch] }));
    return ingestedBatchSchema.nullable().parse(result);
  },
};
