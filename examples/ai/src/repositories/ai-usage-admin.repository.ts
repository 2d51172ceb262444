import { supabaseAdmin } from '../clients/supabase-admin.ts';
import type { UsageRow } from '../schemas/ai.schema.ts';
import { reportRowSchema, type ReportQuery, type ReportRow } from '../schemas/ai-usage.schema.ts';
import { unwrap } from '../utils/unwrap.ts';

/** `app.ai_usage` and what hangs on it, as the service role: a user may read their own rows and write none. */
export const aiUsageAdminRepository = {
  async add(row: UsageRow): Promise<void> {
    unwrap(await supabaseAdmin.from('ai_usage').insert({ ...row, cost_micros: String(row.cost_micros) }));
  },

  /** Rows that may be there already: what is written twice is there once. */
  async addAll(rows: readonly UsageRow[]): Promise<void> {
    const exact = rows.map((row) => ({ ...row, cost_micros: String(row.cost_micros) }));
    unwrap(await supabaseAdmin.from('ai_usage').upsert(exact, { onConflict: 'id', ignoreDuplicates: true }));
  },

  /** What a user or a tenant has spent on a day, in millionths of a dollar. */
  async spent(id: string, day: string): Promise<number> {
    return Number(unwrap(await supabaseAdmin.rpc('ai_spent', { spender: id, on_day: day })));
  },

  /** Keeps what a user thinks of an answer of theirs; a second time it replaces the first. */
  async setFeedback(usageId: string, userId: string, score: 1 | -1): Promise<void> {
    unwrap(await supabaseAdmin.from('ai_feedback').upsert({ usage_id: usageId, user_id: userId, score }));
  },

  async addEvaluation(row: { prompt: string; version: number; model: string; score: number; cases: number }) {
    unwrap(await supabaseAdmin.from('ai_evaluations').insert(row));
  },

  /** What everybody used, summed up. */
  async report({ from, to, by }: ReportQuery): Promise<ReportRow[]> {
    const rows = unwrap(await supabaseAdmin.rpc('report_ai_usage', { from_day: from, to_day: to, by_key: by }));
    return reportRowSchema.array().parse(rows);
  },
};
