import { z } from 'zod';
import { measurementService } from '../services/measurement.service.ts';
import { defineJob } from '../utils/define-job.ts';

/** Keeps `app.measurements` small: what was summed up is needed only to know what is sent again. */
export const forgetMeasurementsJob = defineJob({
  name: 'forget-measurements',
  payload: z.strictObject({}),
  schedule: { pattern: '40 3 * * *', tz: 'UTC' },
  run: () => measurementService.forgetOld(),
});
