import { jobEffectAdminRepository } from '../repositories/job-effect-admin.repository.ts';

/** Beyond what the queue keeps of a job, so that a retried dead letter still knows. */
const KEPT_MS = 60 * 86_400_000;

/** What is done once, though the job that does it runs twice. */
export const jobEffectService = {
  /**
   * Does what was not finished under this key yet. Cut off between the effect and its record, it is done again, with the
   * same key: `app.first_time` in the effect's own transaction, a unique column or `Idempotency-Key` makes that one effect.
   */
  async once(key: string, effect: (key: string) => Promise<unknown>): Promise<void> {
    if (await jobEffectAdminRepository.isDone(key)) return;
    await effect(key);
    await jobEffectAdminRepository.add(key);
  },

  /** Forgets what no job can ask for any more. */
  forgetOld: (): Promise<void> => jobEffectAdminRepository.deleteBefore(new Date(Date.now() - KEPT_MS).toISOString()),
};
