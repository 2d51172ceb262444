import { z } from 'zod';
import { supabaseAdmin } from '../clients/supabase-admin.ts';
import { type AnswerBatch, answerBatchSchema } from '../schemas/answer.schema.ts';
import { unwrap } from '../utils/unwrap.ts';

const COLUMNS = 'id, status, questions, answers, created_at';

const runningSchema = z.object({
  id: z.uuid(),
  owner_id: z.uuid(),
  openai_id: z.string(),
  reservation: z.string(),
  questions: z.array(z.string()),
});

/** A batch that OpenAI works on. */
export type RunningBatch = z.infer<typeof runningSchema>;

/** `app.answer_batches`, as the service role. What is a user's is written with the owner. */
export const answerBatchAdminRepository = {
  async add(
    ownerId: string,
    batch: { openai_id: string; reservation: string; questions: readonly string[] },
  ): Promise<AnswerBatch> {
    const row = { ...batch, questions: [...batch.questions], owner_id: ownerId };
    return answerBatchSchema.parse(
      unwrap(await supabaseAdmin.from('answer_batches').insert(row).select(COLUMNS).single()),
    );
  },

  /** Those that run, of everybody: OpenAI tells nobody when it is done. The oldest first. */
  async running(limit: number): Promise<RunningBatch[]> {
    const all = supabaseAdmin.from('answer_batches').select('id, owner_id, openai_id, reservation, questions');
    const rows = unwrap(await all.eq('status', 'running').order('created_at').limit(limit));
    return runningSchema.array().parse(rows);
  },

  /** Ends a batch that runs, once. False where it was ended before. */
  async end(
    ownerId: string,
    id: string,
    end: { status: 'complete' | 'failed'; answers: (string | null)[] },
  ): Promise<boolean> {
    const row = supabaseAdmin.from('answer_batches').update(end).eq('id', id).eq('owner_id', ownerId);
    return unwrap(await row.eq('status', 'running').select('id').maybeSingle()) !== null;
  },
};
