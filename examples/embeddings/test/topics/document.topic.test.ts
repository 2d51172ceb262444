import type { AddressInfo } from 'node:net';
import { beforeAll, expect, it } from '@jest/globals';
import { queue } from '../../src/clients/queue.ts';
import { socketClient } from '../support/socket-client.ts';
import { startDocumentWorker } from '../support/start-document-worker.ts';
import type { TestUser } from '../support/test-user.ts';
import { until } from '../support/until.ts';

const test = startDocumentWorker();
beforeAll(async () => void (await test.app().listen({ port: 0, host: '127.0.0.1' })));

const open = async ({ token }: TestUser) => {
  const { port } = test.app().server.address() as AddressInfo;
  const client = socketClient(`http://127.0.0.1:${port}`, { token });
  await client.opened();
  return client;
};

it('tells the owner of a document how far it is, step by step to its end, and nobody else', async () => {
  const [ada, bob] = [await test.newUser(), await test.newUser()];
  await queue.use(({ jobs }) => jobs.pause());
  const { id } = (await test.upload(ada, 'a.md', `# A\n\nIt is about ${crypto.randomUUID()}.\n`)).body.data;
  const topic = `documents.${id}`;
  const [hers, his] = [await open(ada), await open(bob)];
  await hers.subscribe(topic);
  his.ask({ type: 'subscribe', topic, last_id: null });
  expect(await his.frame('error', topic)).toMatchObject({ statusCode: 404, error: { code: 'document_not_found' } });
  await queue.use(({ jobs }) => jobs.resume());

  const told = () =>
    hers.messages(topic).map((frame) => (frame.type === 'message' ? frame.data : null)) as {
      status: string;
      progress: number;
    }[];
  await until(() => (told().some(({ status }) => status === 'ready') ? true : null), 20_000);
  const statuses = told().map(({ status }) => status);
  expect([...new Set(statuses)]).toEqual(['chunking', 'embedding', 'indexing', 'ready']);
  const progress = told().map((one) => one.progress);
  expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  expect(told().at(-1)).toEqual({ id, status: 'ready', progress: 100, error: null, chunk_count: expect.any(Number) });
  expect(his.messages(topic)).toEqual([]);
  hers.stop();
  his.stop();
});
