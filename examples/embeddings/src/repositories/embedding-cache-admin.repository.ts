import { z } from 'zod';
import { supabaseAdmin } from '../clients/supabase-admin.ts';
import type { UsageRow } from '../schemas/ai.schema.ts';
import type { Vector } from '../schemas/embedding.schema.ts';
import { unwrap } from '../utils/unwrap.ts';

const AT_A_TIME = 500;

const foundSchema = z.array(z.object({ content_hash: z.string(), embedding: z.string() }));
const numbers = z.array(z.number());

/** The column has numbers of 32 bits: more digits would only be sent. */
const asText = (vector: Vector): string => `[${vector.map((value) => Number(value.toPrecision(8))).join(',')}]`;

/** `app.embedding_cache`: vectors that were made for a user, who is an argument of each method. */
export const embeddingCacheAdminRepository = {
  /** The vectors that there are, by the hash of their text. */
  async find(ownerId: string, model: string, hashes: readonly string[]): Promise<ReadonlyMap<string, Vector>> {
    const found: [string, Vector][] = [];
    for (let from = 0; from < hashes.length; from += AT_A_TIME) {
      const some = hashes.slice(from, from + AT_A_TIME);
      const args = { of_owner: ownerId, by_model: model, hashes: some };
      const rows = foundSchema.parse(unwrap(await supabaseAdmin.rpc('cached_embeddings', args)));
      found.push(...rows.map((row): [string, Vector] => [row.content_hash, numbers.parse(JSON.parse(row.embedding))]));
    }
    return new Map(found);
  },

  /** Keeps vectors together with what they cost. */
  async keep(
    ownerId: string,
    model: string,
    made: readonly { readonly content_hash: string; readonly vector: Vector }[],
    usage: UsageRow,
  ): Promise<void> {
    unwrap(
      await supabaseAdmin.rpc('keep_embeddings', {
        of_owner: ownerId,
        by_model: model,
        hashes: made.map(({ content_hash }) => content_hash),
        embeddings: made.map(({ vector }) => asText(vector)),
        usage: { ...usage },
      }),
    );
  },

  /** Forgets what was kept before then (ISO 8601), of everybody. */
  async deleteBefore(time: string): Promise<void> {
    unwrap(await supabaseAdmin.from('embedding_cache').delete().lt('created_at', time));
  },
};
