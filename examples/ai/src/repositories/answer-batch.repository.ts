import { supabase } from '../clients/supabase.ts';
import { type AnswerBatch, type AnswerBatchQuery, answerBatchSchema } from '../schemas/answer.schema.ts';
import { keyset, type Page } from '../utils/keyset.ts';
import { unwrap } from '../utils/unwrap.ts';
import { whereEqual } from '../utils/where-equal.ts';

const COLUMNS = 'id, status, questions, answers, created_at';

/** `app.answer_batches`, as the caller: row-level security leaves them their own, to read. */
export const answerBatchRepository = {
  async list({ limit, cursor, sort, status }: AnswerBatchQuery): Promise<Page<AnswerBatch>> {
    const page = { limit, cursor, sort };
    const rows = unwrap(
      await keyset.apply(whereEqual(supabase.from('answer_batches').select(COLUMNS), { status }), page),
    );
    return keyset.page(answerBatchSchema.array().parse(rows), page);
  },

  async get(id: string): Promise<AnswerBatch | null> {
    const row = unwrap(await supabase.from('answer_batches').select(COLUMNS).eq('id', id).maybeSingle());
    return answerBatchSchema.nullable().parse(row);
  },
};
