import { documentJobSchema } from '../schemas/document.schema.ts';
import { documentIngestService } from '../services/document-ingest.service.ts';
import { documentStepService } from '../services/document-step.service.ts';
import { defineJob } from '../utils/define-job.ts';

const ATTEMPTS = 5;

/** Cuts a document into passages. */
export const chunkDocumentJob = defineJob({
  name: 'chunk-document',
  payload: documentJobSchema,
  attempts: ATTEMPTS,
  timeout_ms: 300_000,
  run: (payload, job) =>
    documentIngestService.step(payload, job, {
      from: ['chunking'],
      attempts: ATTEMPTS,
      run: documentStepService.chunk,
    }),
});
