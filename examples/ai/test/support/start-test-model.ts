import type { ChatCompletionRequest, FixtureOpts, FixtureResponse } from '@copilotkit/aimock';
import { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { buffer } from 'node:stream/consumers';
import { openai } from '../../src/clients/openai.ts';
import { batches } from '../../stack/stand-in/batches.ts';
import { answerAsStandIn } from '../../stack/stand-in/answer-as-stand-in.ts';

type Reply = FixtureResponse | ((request: ChatCompletionRequest) => FixtureResponse | Promise<FixtureResponse>);

/**
 * A model whose answers a test decides, in place of OpenAI, for the tests of one file: `next` is for one call, `always` for
 * all that have no `next`. Without either it answers as the stand-in of the stack. Vectors are those of the stack.
 */
export function startTestModel() {
  const mock = new LLMock({ port: 0, host: '127.0.0.1', chunkSize: 12 });
  const state: { always: Reply } = { always: answerAsStandIn };
  const vectors = process.env['OPENAI_BASE_URL'] ?? '';
  mock.mount('/v1/embeddings', {
    async handleRequest(request, response) {
      const reply = await fetch(`${vectors}/embeddings`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: await buffer(request),
      });
      response.writeHead(reply.status, { 'content-type': 'application/json' });
      response.end(await reply.text());
      return true;
    },
  });
  mock.mount(
    '/v1/batches',
    batches(() => mock.url),
  );
  const give = (reply: Reply, request: ChatCompletionRequest): FixtureResponse | Promise<FixtureResponse> =>
    typeof reply === 'function' ? reply(request) : reply;

  beforeAll(async () => {
    await mock.start();
    openai().baseURL = `${mock.url}/v1`;
  });
  beforeEach(() => {
    mock.clearFixtures();
    mock.clearRequests();
    state.always = answerAsStandIn;
    mock.on({ predicate: () => true }, (request) => give(state.always, request));
  });
  afterAll(() => mock.stop());

  return {
    /** What the next call is answered; a second `next` is for the call after it. */
    next(reply: Reply, options: FixtureOpts = {}): void {
      const used = { is: false };
      const fixture = {
        match: { predicate: () => !used.is },
        response: (request: ChatCompletionRequest) => {
          used.is = true;
          return give(reply, request);
        },
        ...options,
      };
      const waiting = mock.getFixtures().slice(0, -1);
      const last = mock.getFixtures().slice(-1);
      mock.clearFixtures();
      mock.addFixtures([...waiting, fixture, ...last]);
    },
    always(reply: Reply): void {
      state.always = reply;
    },
    /** The bodies of the calls of chat so far. */
    asked: (): ChatCompletionRequest[] =>
      mock
        .getRequests()
        .filter(({ path }) => path.endsWith('/chat/completions'))
        .map(({ body }) => body as unknown as ChatCompletionRequest),
  };
}

/** An answer of the API that refuses a call. */
export const refusal = (status: number, code: string): FixtureResponse => ({
  error: { message: `refused: ${code}`, type: 'error', code },
  status,
});
