import '../support/impatient.ts';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openai } from '../../src/clients/openai.ts';
import { admin } from '../support/admin.ts';
import { readEvents, textOf } from '../support/read-events.ts';
import { startDocumentWorker } from '../support/start-document-worker.ts';

/** What the model's server does with a request; vectors are those of the stack. */
const state: { answer: (response: ServerResponse) => void } = { answer: (response) => response.destroy() };
const vectors = process.env['OPENAI_BASE_URL'] ?? '';
const server = createServer(async (request, response) => {
  if (request.url?.endsWith('/chat/completions') === true) {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.flushHeaders();
    state.answer(response);
    return;
  }
  const body = (await request.toArray()).join('');
  const reply = await fetch(`${vectors}/embeddings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  response.writeHead(reply.status, { 'content-type': 'application/json' });
  response.end(await reply.text());
});

const test = startDocumentWorker();
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  openai().baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const chunk = (delta: object, finish_reason: string | null = null): string =>
  `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason }] })}\n\n`;

const said = chunk({ content: 'Dogs travel free [[1|Dogs travel' });

describe('an answer from documents', () => {
  it.each<readonly [string, string, number, (response: ServerResponse) => void]>([
    ['refuses', 'ai_declined', 422, (response) => response.end(said + chunk({ refusal: 'No.' }) + chunk({}, 'stop'))],
    ['is filtered', 'ai_declined', 422, (response) => response.end(said + chunk({}, 'content_filter'))],
    ['stalls', 'ai_stalled', 504, (response) => response.write(said)],
    [
      'stops in mid-stream',
      'ai_overloaded',
      503,
      (response) => response.write(said, () => setTimeout(() => response.destroy(), 50)),
    ],
    ['ends without an end', 'ai_cut_off', 503, (response) => response.end(said)],
    ['sends what is no JSON', 'ai_overloaded', 503, (response) => response.end(`${said}data: {"choices": [{"del\n\n`)],
  ])('ends with a clear error, paid for once, where the model %s', async (_name, code, statusCode, answer) => {
    const user = await test.newUser();
    await test.ingest(user, 'ferry.md', '# Dogs\n\nDogs travel free of charge, on a lead.');
    const calls = async () =>
      (await admin().from('ai_usage').select('status').eq('user_id', user.id).eq('prompt', 'answer-from-documents'))
        .data ?? [];
    state.answer = answer;
    const { body } = await user.api('POST', '/v1/document-answers', { question: 'Do dogs travel free?' });
    const events = readEvents(String(body));
    expect(events.at(-1)).toMatchObject({
      event: 'error',
      data: { error: { code, message: expect.stringMatching(/\w\.$/), details: null }, statusCode },
    });
    expect(events.map(({ event }) => event)).not.toContain('done');
    expect('Dogs travel free ').toContain(textOf(events));
    expect(await calls()).toEqual([{ status: 'failed' }]);
  });
});
