import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const piece = (text: string): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: text }, finish_reason: null }] })}\n\n`;

const state: { answer: (response: ServerResponse) => void; asked: number; closed: number } = {
  answer: (response) => response.end(),
  asked: 0,
  closed: 0,
};

const server = createServer((_request, response) => {
  state.asked += 1;
  response.on('close', () => {
    if (!response.writableFinished) state.closed += 1;
  });
  state.answer(response);
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  Object.assign(process.env, {
    OPENAI_API_KEY: 'a-key-for-tests',
    OPENAI_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    OPENAI_IDLE_TIMEOUT_MS: '300',
    OPENAI_TIMEOUT_MS: '2000',
  });
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const stream = async (): Promise<string> => {
  const { openai } = await import('../../src/clients/openai.ts');
  const messages = [{ role: 'user' as const, content: 'hello' }];
  const parts: string[] = [];
  for await (const { choices } of await openai().chat.completions.create({ model: 'any', messages, stream: true }))
    parts.push(choices[0]?.delta.content ?? '');
  return parts.join('');
};

describe('openai', () => {
  it('streams an answer whose pieces come slowly, as long as they come', async () => {
    state.answer = (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const [index, text] of ['a', 'b', 'c', 'd'].entries())
        setTimeout(() => response.write(piece(text)), index * 150);
      setTimeout(() => response.end('data: [DONE]\n\n'), 600);
    };
    expect(await stream()).toBe('abcd');
  });

  it('breaks an answer off that stalls, with 504 `ai_stalled`, and hangs up', async () => {
    state.closed = 0;
    state.answer = (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(piece('a'));
    };
    await expect(stream()).rejects.toMatchObject({ code: 'ai_stalled', statusCode: 504 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(state.closed).toBe(1);
  });

  it('gives up on what does not answer at all, after OPENAI_TIMEOUT_MS', async () => {
    state.answer = () => undefined;
    const started = performance.now();
    await expect(stream()).rejects.toThrow('Connection error.');
    expect(performance.now() - started).toBeGreaterThan(1900);
  });

  it('tries once: whoever calls decides what is tried next', async () => {
    state.asked = 0;
    state.answer = (response) => response.writeHead(500).end();
    await expect(stream()).rejects.toMatchObject({ status: 500 });
    expect(state.asked).toBe(1);
  });
});
