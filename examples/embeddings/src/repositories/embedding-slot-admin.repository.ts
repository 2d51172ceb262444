import { supabaseAdmin } from '../clients/supabase-admin.ts';
import { embeddingSlotSchema, type EmbeddingSlot } from '../schemas/embedding.schema.ts';
import { unwrap } from '../utils/unwrap.ts';

/** The two places for vectors, as the service role: they are everybody's. */
export const embeddingSlotAdminRepository = {
  async list(): Promise<EmbeddingSlot[]> {
    return embeddingSlotSchema
      .array()
      .parse(unwrap(await supabaseAdmin.from('embedding_slots').select('slot, model, active').order('slot')));
  },

  /** Gives an empty place to a model, or takes it back (null); false where it is not `from` any more. */
  async assign(slot: number, from: string | null, model: string | null): Promise<boolean> {
    const place = supabaseAdmin.from('embedding_slots').update({ model }).eq('slot', slot);
    const unchanged = from === null ? place.is('model', null) : place.eq('model', from);
    return unwrap(await unchanged.select('slot').maybeSingle()) !== null;
  },

  /** Takes vectors out of a place that is not searched. @returns how many */
  async clear(slot: number, limit: number): Promise<number> {
    return unwrap(await supabaseAdmin.rpc('clear_vectors', { in_slot: slot, max_rows: limit }));
  },

  /** Passages without a vector in a place, each with whose it is. */
  async missing(slot: number, limit: number) {
    return unwrap(await supabaseAdmin.rpc('chunks_to_renew', { in_slot: slot, max_rows: limit }));
  },

  /** Puts vectors that were made for an owner into a place. @returns how many */
  async fill(slot: number, ownerId: string, limit: number): Promise<number> {
    return unwrap(await supabaseAdmin.rpc('renew_vectors', { in_slot: slot, of_owner: ownerId, max_rows: limit }));
  },

  /** Searches this place from now on; false where it lacks a vector. */
  async activate(slot: number): Promise<boolean> {
    return unwrap(await supabaseAdmin.rpc('switch_embeddings', { to_slot: slot }));
  },
};
