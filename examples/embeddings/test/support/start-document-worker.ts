import { afterAll, beforeAll } from '@jest/globals';
import { join } from 'node:path';
import { queue } from '../../src/clients/queue.ts';
import { config } from '../../src/config/config.ts';
import { relayService } from '../../src/services/relay.service.ts';
import { workerService } from '../../src/services/worker.service.ts';
import { loadJobs } from '../../src/utils/load-jobs.ts';
import { startTestApp } from './start-test-app.ts';
import type { TestUser } from './test-user.ts';
import { until } from './until.ts';

/** The app, and in this process a worker for all jobs and events of the project, for the tests of one file. */
export function startDocumentWorker() {
  // Before the app, which lets go of Redis.
  afterAll(async () => {
    await Promise.all([workerService.stop(), relayService.stop()]);
  });
  const test = startTestApp();
  beforeAll(async () => {
    await queue.use(({ jobs }) => jobs.obliterate({ force: true }));
    const jobs = await loadJobs(join(import.meta.dirname, '../../src/jobs'));
    relayService.start(test.app().log);
    workerService.start(config.REDIS_URL ?? '', jobs, test.app().log);
  });

  const upload = (user: TestUser, name: string, text: string | Buffer) =>
    user.api('POST', `/v1/documents?name=${encodeURIComponent(name)}`, Buffer.from(text));

  /** Waits until a document is ready or failed. */
  const settled = (user: TestUser, id: string) =>
    until(async () => {
      const { data } = (await user.api('GET', `/v1/documents/${id}`)).body;
      return data.status === 'ready' || data.status === 'failed' ? data : null;
    }, 30_000);

  /** Uploads a document, waits until it is ready, and answers with its id. */
  const ingest = async (user: TestUser, name: string, text: string | Buffer): Promise<string> => {
    const { status, body } = await upload(user, name, text);
    if (status !== 201) throw new Error(`The upload was answered ${status} ${JSON.stringify(body)}.`);
    const document = await settled(user, body.data.id);
    if (document.status !== 'ready') throw new Error(`${name} failed: ${JSON.stringify(document.error)}`);
    return document.id;
  };
  return { ...test, upload, settled, ingest };
}
