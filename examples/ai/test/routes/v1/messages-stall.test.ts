import { expect, it } from '@jest/globals';
import { readEvents, textOf } from '../../support/read-events.ts';

process.env['OPENAI_IDLE_TIMEOUT_MS'] = '300';
const { startTestModel } = await import('../../support/start-test-model.ts');
const { startTestApp } = await import('../../support/start-test-app.ts');

const model = startTestModel();
const test = startTestApp();

it('ends an answer of which nothing more comes, says so, and keeps what had come', async () => {
  const user = await test.newUser();
  const id = await user.create('/v1/conversations', { title: 'A talk' });
  const url = `/v1/conversations/${id}/messages`;
  // A word, and the next after twenty seconds.
  model.next({ content: 'This is said, and then nothing more is.' }, { streamingProfile: { ttft: 10, tps: 0.05 } });
  const began = performance.now();
  const { status, body } = await user.api('POST', url, { content: 'Tell me more.' });
  expect(performance.now() - began).toBeLessThan(10_000);
  expect(status).toBe(200);
  const events = readEvents(String(body));
  expect(events.at(-1)).toMatchObject({ event: 'error', data: { error: { code: 'ai_stalled' }, statusCode: 504 } });
  expect((await user.api('GET', url)).body.data[1]).toMatchObject({ status: 'failed', content: textOf(events) });
});
