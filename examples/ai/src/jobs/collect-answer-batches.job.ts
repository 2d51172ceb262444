import { z } from 'zod';
import { answerBatchService } from '../services/answer-batch.service.ts';
import { defineJob } from '../utils/define-job.ts';

/** Reads what OpenAI has answered in bulk: it tells nobody when it is done. */
export const collectAnswerBatchesJob = defineJob({
  name: 'collect-answer-batches',
  payload: z.strictObject({}),
  schedule: { every: 60_000 },
  async run() {
    await answerBatchService.collectAll();
  },
});
