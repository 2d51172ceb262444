import { measurement } from '../../support/measurements.ts';
import type { RequestSamples } from '../support/request-sample.ts';

export const realtimeRequests: RequestSamples = {
  // Measured before now, whichever day it is: what a schema makes up may lie in the future.
  'POST /v1/boards/:board_id/measurements': async () => ({ body: { measurements: [measurement('1')] } }),
};
