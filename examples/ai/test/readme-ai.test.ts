import type { AddressInfo } from 'node:net';
import { beforeAll, it } from '@jest/globals';
import { startTestApp } from './support/start-test-app.ts';
import { tellReadme } from './support/tell-readme.ts';

const test = startTestApp();
beforeAll(async () => {
  await test.app().listen({ port: 0, host: '127.0.0.1' });
});

it('answers every request of the README as it says', async () => {
  const { port } = test.app().server.address() as AddressInfo;
  await tellReadme('ai', port, 6);
});
