// Started by stack/services/openai.ts; ends when the connection to it does, so that no end of the parent leaves it behind.
import { LLMock } from '@copilotkit/aimock';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerAsStandIn } from './stand-in/answer-as-stand-in.ts';
import { batches } from './stand-in/batches.ts';
import { embeddings } from './stand-in/embeddings.ts';

/** How long each answer takes to begin: benchmarks set it to what a network would add. */
const delay = Number(process.env['STAND_IN_DELAY_MS'] ?? '0');

const mock = new LLMock({ port: 0, host: '127.0.0.1', chunkSize: 12 });
mock.on({ predicate: () => true }, async (request) => {
  if (delay > 0) await sleep(delay);
  return answerAsStandIn(request);
});
mock.mount('/v1/embeddings', embeddings(delay));
mock.mount(
  '/v1/batches',
  batches(() => mock.url),
);
await mock.start();

process.once('disconnect', () => void mock.stop().finally(() => process.exit(0)));
process.send?.({ url: mock.url });
