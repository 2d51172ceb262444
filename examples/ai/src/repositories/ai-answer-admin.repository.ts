import { supabaseAdmin } from '../clients/supabase-admin.ts';
import { unwrap } from '../utils/unwrap.ts';

/** Where an answer may be given again: to one user, or to all; of one version of a prompt, by one model of vectors. */
export type AnswerPlace = { readonly scope: string; readonly prompt: string; readonly embedding_model: string };

/** `app.ai_answers`, as the service role: nobody else reads what others have asked. Each method takes the scope. */
export const aiAnswerAdminRepository = {
  /** The nearest first. */
  async find(
    { scope, prompt, embedding_model }: AnswerPlace,
    vector: readonly number[],
    maxDistance: number,
    maxAgeSeconds: number,
  ): Promise<{ readonly question: string; readonly answer: string }[]> {
    return unwrap(
      await supabaseAdmin.rpc('find_ai_answers', {
        in_scope: scope,
        of_prompt: prompt,
        by_model: embedding_model,
        query_embedding: JSON.stringify(vector),
        max_distance: maxDistance,
        max_age: `${maxAgeSeconds} seconds`,
      }),
    );
  },

  async add(place: AnswerPlace, vector: readonly number[], kept: { question: string; answer: string }): Promise<void> {
    unwrap(await supabaseAdmin.from('ai_answers').insert({ ...place, embedding: JSON.stringify(vector), ...kept }));
  },

  async deleteBefore(time: string): Promise<void> {
    unwrap(await supabaseAdmin.from('ai_answers').delete().lt('created_at', time));
  },
};
