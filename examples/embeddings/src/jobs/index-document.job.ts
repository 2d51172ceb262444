import { documentJobSchema } from '../schemas/document.schema.ts';
import { documentIngestService } from '../services/document-ingest.service.ts';
import { documentStepService } from '../services/document-step.service.ts';
import { defineJob } from '../utils/define-job.ts';

const ATTEMPTS = 5;

/** Puts the vectors of a document where they are searched, and makes it ready. */
export const indexDocumentJob = defineJob({
  name: 'index-document',
  payload: documentJobSchema,
  attempts: ATTEMPTS,
  timeout_ms: 300_000,
  run: (payload, job) =>
    documentIngestService.step(payload, job, {
      from: ['indexing'],
      attempts: ATTEMPTS,
      run: documentStepService.index,
    }),
});
