import { supabase } from '../clients/supabase.ts';
import { unwrap } from '../utils/unwrap.ts';

/** `app.embedding_slots`, as the caller, who may read which model's vectors are searched. */
export const embeddingSlotRepository = {
  /** The model whose vectors are searched; null before the first. */
  async activeModel(): Promise<string | null> {
    return unwrap(await supabase.from('embedding_slots').select('model').eq('active', true).single()).model;
  },
};
