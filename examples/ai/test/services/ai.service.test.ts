import { describe, expect, it } from '@jest/globals';
import { models } from '../../src/config/models.config.ts';
import { answerQuestionPrompt } from '../../src/prompts/answer-question.prompt.ts';
import { chatPrompt } from '../../src/prompts/chat.prompt.ts';
import { extractTasksPrompt } from '../../src/prompts/extract-tasks.prompt.ts';
import type { AnswerPart } from '../../src/schemas/ai.schema.ts';
import { tasksSchema } from '../../src/schemas/answer.schema.ts';
import { aiService } from '../../src/services/ai.service.ts';
import type { AnswerStream } from '../../src/services/ai-stream.service.ts';
import { admin } from '../support/admin.ts';
import { asUser } from '../support/as-user.ts';
import { refusal, startTestModel } from '../support/start-test-model.ts';
import { startTestApp } from '../support/start-test-app.ts';
import { until } from '../support/until.ts';

const model = startTestModel();
const test = startTestApp();
const [first, second] = models.simple;

const as = <T>(work: () => Promise<T>, id: string = crypto.randomUUID()): Promise<T> => asUser(test.app(), id, work);
const ask = (question: string) => aiService.generateResponse({ prompt: answerQuestionPrompt, input: { question } });
const unique = (): string => `What is ${crypto.randomUUID()}?`;

const all = async (stream: AnswerStream): Promise<AnswerPart[]> => {
  const parts: AnswerPart[] = [];
  for await (const part of stream) parts.push(part);
  return parts;
};

const rowsOf = async (userId: string) =>
  (await admin().from('ai_usage').select('*').eq('user_id', userId).order('created_at')).data ?? [];

describe('generateResponse', () => {
  it('sends the prompt with the input between marks, and says what it took', async () => {
    const [user, question] = [crypto.randomUUID(), unique()];
    model.next({ content: 'Four.', usage: { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 } });
    const { text, usage } = await as(() => ask(question), user);
    expect(text).toBe('Four.');
    expect(usage).toMatchObject({
      model: first.model,
      prompt_version: 'answer-question@1',
      input_tokens: 100,
      output_tokens: 10,
      cost_usd: '0.000056',
      cache: null,
    });
    const [body] = model.asked();
    expect(body?.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
    expect(body?.messages[3]?.content).toMatch(
      new RegExp(`^<(text-[\\da-f]{8})>\\n${question.replace('?', '\\?')}\\n</\\1>$`),
    );
    expect(JSON.stringify(body)).not.toContain(user);
    expect(await rowsOf(user)).toMatchObject([
      {
        id: usage.id,
        prompt: 'answer-question',
        version: 1,
        status: 'complete',
        cost_micros: 56,
        request_id: `request-of-${user}`,
      },
    ]);
  });

  it.each([
    ['rate limit', refusal(429, 'rate_limit_exceeded')],
    ['overload', refusal(503, 'overloaded')],
    ['context overflow', refusal(400, 'context_length_exceeded')],
    ['a model that is gone', refusal(404, 'model_not_found')],
  ])('asks the next model on %s, in the form that this one takes', async (_name, refused) => {
    model.next(refused);
    model.next({ content: 'Yes.' });
    expect((await as(() => ask(unique()))).usage.model).toBe(second.model);
    expect(model.asked()[1]).toMatchObject({ model: second.model, reasoning_effort: 'none' });
    expect(model.asked()[1]).not.toHaveProperty('temperature');
  });

  it.each([
    ['the key is wrong', refusal(401, 'invalid_api_key'), 500, 'ai_refused'],
    ['there is no money left', refusal(429, 'insufficient_quota'), 500, 'ai_refused'],
  ])('asks no other where %s', async (_name, refused, statusCode, code) => {
    const user = crypto.randomUUID();
    model.next(refused);
    await expect(as(() => ask(unique()), user)).rejects.toMatchObject({ statusCode, code });
    expect(model.asked()).toHaveLength(1);
    expect(await rowsOf(user)).toMatchObject([{ status: 'failed', cost_micros: 0 }]);
  });

  it('says so where a model declines, and charges what that took', async () => {
    const user = crypto.randomUUID();
    model.next({ content: '', finishReason: 'content_filter', usage: { prompt_tokens: 50, completion_tokens: 1 } });
    await expect(as(() => ask(unique()), user)).rejects.toMatchObject({ statusCode: 422, code: 'ai_declined' });
    expect(await rowsOf(user)).toMatchObject([{ status: 'complete', input_tokens: 50 }]);
  });

  it('gives all users the same answer where it depends on nobody, and asks once', async () => {
    const question = unique();
    const [ada, bob] = await Promise.all([as(() => ask(question)), as(() => ask(question))]);
    const later = await as(() => ask(question));
    expect(new Set([ada.text, bob.text, later.text]).size).toBe(1);
    expect(model.asked()).toHaveLength(1);
    expect([ada, bob].map(({ usage }) => usage.cache).toSorted()).toEqual(['exact', null]);
    expect(later.usage).toMatchObject({ cache: 'exact', cost_usd: '0.000000' });
  });

  it('never gives one user what depends on another', async () => {
    const input = { summary: 'Nothing yet.', message: unique() };
    const mine = () => aiService.generateResponse({ prompt: chatPrompt, input });
    const [ada, bob] = [crypto.randomUUID(), crypto.randomUUID()];
    await Promise.all([as(mine, ada), as(mine, bob)]);
    expect(model.asked()).toHaveLength(2);
    expect((await as(mine, ada)).usage.cache).toBe('exact');
    expect(model.asked()).toHaveLength(2);
  });

  it('takes out links and markup', async () => {
    model.next({ content: 'Look: ![x](https://evil.example/?q=1) <script>' });
    expect((await as(() => ask(unique()))).text).toBe('Look: [x]([link removed]) &lt;script>');
  });

  it('refuses more tokens than are taken, before anything is asked or paid', async () => {
    const user = crypto.randomUUID();
    const input = { summary: '', message: 'word '.repeat(13_000) };
    const call = as(() => aiService.generateResponse({ prompt: chatPrompt, input }), user);
    await expect(call).rejects.toMatchObject({ statusCode: 413, code: 'too_many_tokens' });
    expect(model.asked()).toEqual([]);
    expect(await rowsOf(user)).toEqual([]);
  });

  it('answers nobody who is not signed in', async () => {
    await expect(ask(unique())).rejects.toMatchObject({ statusCode: 401 });
  });
});

describe('generateObject', () => {
  const extract = (text: string) =>
    as(() => aiService.generateObject({ prompt: extractTasksPrompt, input: { text } }, tasksSchema));

  it('asks for the form of the schema, and parses what comes', async () => {
    const tasks = [{ what: 'Send the invoice', who: 'Ada', due: null }];
    model.next({ content: JSON.stringify({ tasks }) });
    expect((await extract(unique())).object).toEqual({ tasks });
    expect(Reflect.get(model.asked()[0] ?? {}, 'response_format')).toMatchObject({
      type: 'json_schema',
      json_schema: {
        name: 'extract-tasks',
        strict: true,
        schema: { required: ['tasks'], additionalProperties: false },
      },
    });
  });

  it('asks once more where it does not fit, and then gives up', async () => {
    model.next({ content: '{"tasks":' });
    model.next({ content: '{"tasks":[]}' });
    expect((await extract(unique())).object).toEqual({ tasks: [] });
    model.always({ content: 'Sure! Here you are.' });
    await expect(extract(unique())).rejects.toMatchObject({ statusCode: 503, code: 'ai_invalid_answer' });
    expect(model.asked()).toHaveLength(4);
  });
});

describe('streamResponse', () => {
  const stream = (signal: AbortSignal = new AbortController().signal) =>
    aiService.streamResponse({ prompt: chatPrompt, input: { summary: 'Nothing yet.', message: unique() } }, signal);

  it('gives the text piece by piece, and then what it took', async () => {
    model.next({ content: 'One two three four five.', usage: { prompt_tokens: 30, completion_tokens: 6 } });
    const parts = await as(async () => all(await stream()));
    expect(parts.filter((part) => part.type === 'text').length).toBeGreaterThan(1);
    expect(parts.map((part) => (part.type === 'text' ? part.text : '')).join('')).toBe('One two three four five.');
    expect(parts.at(-1)).toMatchObject({ type: 'usage', usage: { input_tokens: 30, output_tokens: 6 } });
  });

  it('asks the next model where the first one does not begin', async () => {
    model.next(refusal(500, 'server_error'));
    const parts = await as(async () => all(await stream()));
    expect(parts.at(-1)).toMatchObject({ usage: { model: second.model } });
  });

  it('throws where the connection breaks in the middle, and charges what had come', async () => {
    const user = crypto.randomUUID();
    model.next(
      { content: 'A text that is long enough to be cut in the middle of it.' },
      { truncateAfterChunks: 3, streamingProfile: { tps: 100 } },
    );
    await expect(as(async () => all(await stream()), user)).rejects.toMatchObject({ statusCode: 503 });
    const [row] = await rowsOf(user);
    expect(row).toMatchObject({ status: 'failed' });
    expect(row?.output_tokens).toBeGreaterThan(0);
  });

  it('ends with its signal, and charges what had come', async () => {
    const user = crypto.randomUUID();
    const controller = new AbortController();
    model.next({ content: 'word '.repeat(500) }, { streamingProfile: { tps: 50 } });
    const work = as(async () => {
      for await (const part of await stream(controller.signal)) if (part.type === 'text') controller.abort();
    }, user);
    await expect(work).rejects.toMatchObject({ code: 'stopped' });
    const [row] = await until(async () => ((await rowsOf(user)).length > 0 ? rowsOf(user) : null));
    expect(row).toMatchObject({ status: 'interrupted' });
    expect(row?.output_tokens).toBeLessThan(400);
  });
});
