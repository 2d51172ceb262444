import { supabaseAdmin } from '../clients/supabase-admin.ts';
import { type EvaluationRun, evaluationRunSchema } from '../schemas/evaluation.schema.ts';
import { unwrap } from '../utils/unwrap.ts';

const COLUMNS = 'name, dataset_hash, model, cases, measures, created_at';

/** `app.evaluation_runs`, as the service role: they belong to nobody. */
export const evaluationRunAdminRepository = {
  async add(run: Omit<EvaluationRun, 'created_at'>): Promise<void> {
    unwrap(await supabaseAdmin.from('evaluation_runs').insert(run));
  },

  /** The runs of an evaluation, the newest first. */
  async list(name: string, limit: number): Promise<EvaluationRun[]> {
    const rows = unwrap(
      await supabaseAdmin
        .from('evaluation_runs')
        .select(COLUMNS)
        .eq('name', name)
        .order('created_at', { ascending: false })
        .limit(limit),
    );
    return evaluationRunSchema.array().parse(rows);
  },
};
