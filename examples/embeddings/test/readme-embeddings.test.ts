import type { AddressInfo } from 'node:net';
import { beforeAll, it } from '@jest/globals';
import { startDocumentWorker } from './support/start-document-worker.ts';
import { tellReadme } from './support/tell-readme.ts';

const test = startDocumentWorker();
beforeAll(async () => {
  await test.app().listen({ port: 0, host: '127.0.0.1' });
});

it('answers every request of the README as it says', async () => {
  const { port } = test.app().server.address() as AddressInfo;
  await tellReadme('embeddings', port, 7, 80_000);
}, 90_000);
