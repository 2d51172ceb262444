import { z } from 'zod';
import { documentRescueService } from '../services/document-rescue.service.ts';
import { defineJob } from '../utils/define-job.ts';

/** Begins documents again whose jobs were lost. */
export const resumeDocumentsJob = defineJob({
  name: 'resume-documents',
  payload: z.strictObject({}),
  schedule: { every: 60_000 },
  async run() {
    await documentRescueService.rescueAll();
  },
});
