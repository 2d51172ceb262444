import { z } from 'zod';
import { answerCacheService } from '../services/answer-cache.service.ts';
import { defineJob } from '../utils/define-job.ts';

/** Deletes answers that are too old to be given again. */
export const forgetAnswersJob = defineJob({
  name: 'forget-answers',
  payload: z.strictObject({}),
  schedule: { pattern: '15 3 * * *', tz: 'UTC' },
  async run() {
    await answerCacheService.forgetOld();
  },
});
