import { documentJobSchema } from '../schemas/document.schema.ts';
import { documentIngestService } from '../services/document-ingest.service.ts';
import { documentStepService } from '../services/document-step.service.ts';
import { defineJob } from '../utils/define-job.ts';

const ATTEMPTS = 5;

/** Makes a vector for each passage of a document. */
export const embedDocumentJob = defineJob({
  name: 'embed-document',
  payload: documentJobSchema,
  attempts: ATTEMPTS,
  timeout_ms: 300_000,
  run: (payload, job) =>
    documentIngestService.step(payload, job, {
      from: ['embedding'],
      attempts: ATTEMPTS,
      run: documentStepService.embed,
    }),
});
