import { trace } from '@opentelemetry/api';
import { expect, it } from '@jest/globals';
import { startTracing } from '../../src/clients/start-tracing.ts';

it('starts nothing where no endpoint is set: spans record nothing, and stopping is at once', async () => {
  const stop = await startTracing('api');
  expect(trace.getTracer('test').startSpan('any').isRecording()).toBe(false);
  await stop();
});
