import { z } from 'zod';
import { embeddingRenewalService } from '../services/embedding-renewal.service.ts';
import { defineJob } from '../utils/define-job.ts';

/** Deletes vectors of texts that were not asked for again. */
export const forgetEmbeddingsJob = defineJob({
  name: 'forget-embeddings',
  payload: z.strictObject({}),
  schedule: { pattern: '45 3 * * *', tz: 'UTC' },
  async run() {
    await embeddingRenewalService.forgetOld();
  },
});
