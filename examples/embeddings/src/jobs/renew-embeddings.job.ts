import { z } from 'zod';
import { embeddingRenewalService } from '../services/embedding-renewal.service.ts';
import { defineJob } from '../utils/define-job.ts';

/** Embeds all passages anew after `config/models.config.ts` has come to another model. */
export const renewEmbeddingsJob = defineJob({
  name: 'renew-embeddings',
  payload: z.strictObject({}),
  schedule: { every: 300_000 },
  attempts: 1,
  timeout_ms: 3_600_000,
  async run() {
    await embeddingRenewalService.renew();
  },
});
