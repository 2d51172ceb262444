import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { openai } from '../../src/clients/openai.ts';

export type AskedEmbeddings = {
  readonly model: string;
  readonly input: readonly string[];
  readonly dimensions: number;
};

/** What one call is answered: a status with headers, or vectors in place of the right ones. */
export type EmbeddingsReply = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly vectors?: readonly (readonly number[])[];
  /** Runs before the answer goes out. */
  readonly first?: () => Promise<unknown>;
};

/** A vector that depends on the text alone, and points where no other does. */
const vectorOf = (text: string): number[] =>
  Array.from({ length: 512 }, (_, index) => ((text.charCodeAt(index % text.length) * (index + 7)) % 101) - 50);

/** OpenAI's /embeddings as a test wants it, for the tests of one file. Without a `next` it answers each text with its vector. */
export function startTestEmbeddings() {
  const state: { replies: EmbeddingsReply[]; asked: AskedEmbeddings[]; before: string | null } = {
    replies: [],
    asked: [],
    before: null,
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked = (await json(request)) as AskedEmbeddings;
    state.asked.push(asked);
    const { status = 200, headers = {}, vectors, first } = state.replies.shift() ?? {};
    await first?.();
    const data = (vectors ?? asked.input.map(vectorOf)).map((embedding, index) => ({
      object: 'embedding',
      index,
      embedding,
    }));
    const tokens = asked.input.reduce((sum, text) => sum + Math.ceil(text.length / 4), 0);
    const body =
      status === 200
        ? { object: 'list', model: asked.model, data, usage: { prompt_tokens: tokens, total_tokens: tokens } }
        : { error: { message: 'refused', type: 'error', code: null } };
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
  const server = createServer((request, response) => void answer(request, response));
  beforeAll(async () => {
    state.before = openai().baseURL;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    openai().baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  });
  beforeEach(() => void Object.assign(state, { replies: [], asked: [] }));
  afterAll(async () => {
    openai().baseURL = state.before ?? '';
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    next: (reply: EmbeddingsReply): void => void state.replies.push(reply),
    /** The bodies of the calls of this test so far. */
    asked: (): readonly AskedEmbeddings[] => state.asked,
  };
}
