import { z } from 'zod';
import { jobEffectService } from '../services/job-effect.service.ts';
import { defineJob } from '../utils/define-job.ts';

/** Keeps `app.job_effects` small. */
export const forgetJobEffectsJob = defineJob({
  name: 'forget-job-effects',
  payload: z.strictObject({}),
  schedule: { pattern: '30 3 * * *', tz: 'UTC' },
  run: () => jobEffectService.forgetOld(),
});
