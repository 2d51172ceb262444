import { supabase } from '../clients/supabase.ts';
import { usageItemSchema, type UsageItem, type UsageQuery } from '../schemas/ai-usage.schema.ts';
import { keyset, type Page } from '../utils/keyset.ts';
import { unwrap } from '../utils/unwrap.ts';
import { whereEqual } from '../utils/where-equal.ts';

const COLUMNS =
  'id, prompt, version, model, status, input_tokens, output_tokens, cost_micros::text, latency_ms, created_at';

/** `app.ai_usage`, as the caller: row-level security leaves them their own rows, to read. */
export const aiUsageRepository = {
  async list({ limit, cursor, sort, ...filters }: UsageQuery): Promise<Page<UsageItem>> {
    const page = { limit, cursor, sort };
    const rows = unwrap(await keyset.apply(whereEqual(supabase.from('ai_usage').select(COLUMNS), filters), page));
    return keyset.page(usageItemSchema.array().parse(rows), page);
  },

  async isOwn(id: string): Promise<boolean> {
    return unwrap(await supabase.from('ai_usage').select('id').eq('id', id).maybeSingle()) !== null;
  },
};
