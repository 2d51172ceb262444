import { supabaseAdmin } from '../clients/supabase-admin.ts';
import type { Chunk } from '../schemas/chunk.schema.ts';
import type { DocumentRow } from '../schemas/document.schema.ts';
import { unwrap } from '../utils/unwrap.ts';

export type NewChunk = Chunk & {
  readonly id: string;
  readonly position: number;
  readonly section: string;
  readonly content_hash: string;
  readonly entities: readonly string[];
};

/** Passages of one document and their vectors, as the service role. What is written is the document's owner's. */
export const documentChunkAdminRepository = {
  /** Puts passages in place of those that were there, and goes on to the next step; false where the run may not any more. */
  async replace({ id, run_id }: DocumentRow, chunks: readonly NewChunk[]): Promise<boolean> {
    const new_chunks = chunks.map((chunk) => ({ ...chunk, entities: [...chunk.entities] }));
    return unwrap(await supabaseAdmin.rpc('replace_chunks', { of_document: id, of_run: run_id ?? '', new_chunks }));
  },

  /** Texts of the document that a model has not embedded yet. */
  async toEmbed(documentId: string, model: string, limit: number) {
    const args = { of_document: documentId, by_model: model, max_rows: limit };
    return unwrap(await supabaseAdmin.rpc('chunks_to_embed', args));
  },

  /** Puts vectors that were made beside their passages, those of one of several lanes. @returns how many */
  async placeVectors(documentId: string, lane: number, lanes: number, limit: number): Promise<number> {
    const args = { of_document: documentId, lane, lanes, max_rows: limit };
    return unwrap(await supabaseAdmin.rpc('place_vectors', args));
  },

  /** Makes the document ready; false where a passage has no vector, or the run may not any more. */
  async finish({ id, run_id }: DocumentRow): Promise<boolean> {
    return unwrap(await supabaseAdmin.rpc('finish_document', { of_document: id, of_run: run_id ?? '' }));
  },
};
