import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, it } from '@jest/globals';
import { eventService } from '../src/services/event.service.ts';
import { relayService } from '../src/services/relay.service.ts';
import { startTestApp } from './support/start-test-app.ts';
import { tellReadme } from './support/tell-readme.ts';

const test = startTestApp();
beforeAll(async () => {
  await test.app().listen({ port: 0, host: '127.0.0.1' });
  await eventService.load();
  relayService.start(test.app().log);
});
afterAll(() => relayService.stop());

it('answers every request of the README as it says', async () => {
  const { port } = test.app().server.address() as AddressInfo;
  await tellReadme('realtime', port, 7);
});
