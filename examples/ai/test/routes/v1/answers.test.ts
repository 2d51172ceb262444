import { describe, expect, it } from '@jest/globals';
import { answerBatchService } from '../../../src/services/answer-batch.service.ts';
import { forgetAnswersJob } from '../../../src/jobs/forget-answers.job.ts';
import { admin } from '../../support/admin.ts';
import { startTestModel } from '../../support/start-test-model.ts';
import { startTestApp } from '../../support/start-test-app.ts';
import { until } from '../../support/until.ts';

const model = startTestModel();
const test = startTestApp();
const unique = (): string => crypto.randomUUID();

describe('POST /v1/answers', () => {
  it('answers, and answers the same in other words from what is remembered', async () => {
    const [ada, bob] = [await test.newUser(), await test.newUser()];
    const city = unique();
    model.next({ content: 'It is Paris.' });
    const first = await ada.api('POST', '/v1/answers', { question: `What is the capital city of France? (${city})` });
    expect(first).toMatchObject({ status: 200, body: { data: { text: 'It is Paris.', usage: { cache: null } } } });
    const again = await bob.api('POST', '/v1/answers', { question: `What is the capital city of France? (${city})` });
    expect(again.body.data).toMatchObject({ text: 'It is Paris.', usage: { cache: 'exact', cost_usd: '0.000000' } });
    const similar = await bob.api('POST', '/v1/answers', { question: `What's the capital city of France? (${city})` });
    expect(similar.body.data).toMatchObject({ text: 'It is Paris.', usage: { cache: 'similar' } });
    expect(model.asked()).toHaveLength(1);
  });

  it('refuses what is empty, too long or more than a question', async () => {
    const ada = await test.newUser();
    for (const body of [{ question: ' ' }, { question: 'a'.repeat(4001) }, { question: 'a', model: 'x' }, {}])
      expect(await ada.api('POST', '/v1/answers', body)).toMatchObject({ status: 400 });
    expect((await test.anonymous.api('POST', '/v1/answers', { question: 'a' })).status).toBe(401);
  });
});

describe('POST /v1/extractions', () => {
  it('answers in its form', async () => {
    const ada = await test.newUser();
    const tasks = [{ what: 'Send the invoice', who: 'Ada', due: '3 May' }];
    model.next({ content: JSON.stringify({ tasks }) });
    const reply = await ada.api('POST', '/v1/extractions', { text: `Ada sends the invoice by 3 May. ${unique()}` });
    expect(reply).toMatchObject({
      status: 200,
      body: { data: { tasks, usage: { prompt_version: 'extract-tasks@1' } } },
    });
  });
});

describe('/v1/ai-calls, /v1/ai-budget and /v1/ai-report', () => {
  it('show their user what was taken, and take what they think of it', async () => {
    const [ada, bob] = [await test.newUser(), await test.newUser()];
    model.next({ content: 'Yes.', usage: { prompt_tokens: 1000, completion_tokens: 100 } });
    const { usage } = (await ada.api('POST', '/v1/answers', { question: unique() })).body.data;
    expect((await ada.api('GET', '/v1/ai-calls')).body.data).toMatchObject([{ id: usage.id, cost_micros: '560' }]);
    expect((await bob.api('GET', '/v1/ai-calls')).body.data).toEqual([]);
    expect((await ada.api('GET', '/v1/ai-budget')).body.data).toMatchObject({
      spent_usd: '0.000560',
      limit_usd: '1.000000',
    });
    const feedback = `/v1/ai-calls/${usage.id}/feedback`;
    expect((await bob.api('PUT', feedback, { score: -1 })).status).toBe(404);
    expect((await ada.api('PUT', feedback, { score: 5 })).status).toBe(400);
    expect((await ada.api('PUT', feedback, { score: -1 })).status).toBe(204);
    expect((await ada.api('PUT', feedback, { score: 1 })).status).toBe(204);

    const today = new Date().toISOString().slice(0, 10);
    const report = `/v1/ai-report?from=${today}&to=${today}`;
    expect((await ada.api('GET', report)).status).toBe(403);
    await admin().from('user_roles').insert({ user_id: bob.id, role: 'admin' });
    await admin()
      .from('ai_evaluations')
      .insert({ prompt: 'answer-question', version: 1, model: 'any', score: 0.5, cases: 2 });
    const rowsBy = async (by: string) => (await bob.api('GET', `${report}&by=${by}`)).body.data.rows;
    expect(await rowsBy('user')).toContainEqual(
      expect.objectContaining({ key: ada.id, calls: 1, cost_micros: 560, liked: 1, disliked: 0, score: null }),
    );
    expect(await rowsBy('prompt')).toContainEqual(expect.objectContaining({ key: 'answer-question@1', score: 0.5 }));
    expect((await rowsBy('day')).map(({ key }: { key: string }) => key)).toEqual([today]);
    expect((await bob.api('GET', `${report}&by=email`)).status).toBe(400);
  });

  it('refuse more once the budget of the day is used up, and charge nothing for it', async () => {
    const ada = await test.newUser();
    const row = {
      prompt: 'chat',
      version: 1,
      model: 'any',
      status: 'complete',
      input_tokens: 1,
      cached_tokens: 0,
    } as const;
    await admin()
      .from('ai_usage')
      .insert({
        ...row,
        id: unique(),
        user_id: ada.id,
        output_tokens: 1,
        cost_micros: '999999',
        latency_ms: 1,
        suspicion: 0,
      });
    expect(await ada.api('POST', '/v1/answers', { question: unique() })).toMatchObject({
      status: 429,
      body: { error: { code: 'ai_budget_used_up', details: { limit_usd: '1.000000' } } },
    });
    expect(model.asked()).toEqual([]);
    expect((await ada.api('GET', '/v1/ai-calls')).body.data).toHaveLength(1);
  });
});

describe('POST /v1/prompt-evaluations', () => {
  it('keeps the share of examples whose answers are right, by the version of the prompt, for admins alone', async () => {
    const [ada, boss] = [await test.newUser(), await test.newUser()];
    await admin().from('user_roles').insert({ user_id: boss.id, role: 'admin' });
    const evaluate = (user: typeof ada, name: string) => user.api('POST', '/v1/prompt-evaluations', { name });
    expect((await evaluate(ada, 'answer-question')).status).toBe(403);
    expect((await evaluate(boss, 'nobody')).status).toBe(404);
    model.next({ content: 'It is Oslo.' });
    model.next({ content: 'About 400.' });
    expect(await evaluate(boss, 'answer-question')).toMatchObject({
      status: 201,
      body: { data: { name: 'answer-question', version: 1, score: 0.5, cases: 2 } },
    });
  });
});

describe('/v1/answer-batches', () => {
  it('answers many questions at half the price, each in its place', async () => {
    const [ada, bob] = [await test.newUser(), await test.newUser()];
    model.always(({ messages }) => ({
      content: `About ${/number (\d)/.exec(String(messages.at(-1)?.content))?.[1]}`,
      usage: { prompt_tokens: 100, completion_tokens: 10 },
    }));
    const questions = ['What is number 1?', 'What is number 2?', 'What is number 3?'];
    const sent = await ada.api('POST', '/v1/answer-batches', { questions });
    expect(sent).toMatchObject({ status: 201, body: { data: { status: 'running', questions, answers: [] } } });
    const url = `/v1/answer-batches/${sent.body.data.id}`;
    const done = await until(async () => {
      await answerBatchService.collectAll();
      const { body } = await ada.api('GET', url);
      return body.data.status === 'running' ? null : body.data;
    });
    expect(done).toMatchObject({ status: 'complete', answers: ['About 1', 'About 2', 'About 3'] });
    await answerBatchService.collectAll();
    const calls = (await ada.api('GET', '/v1/ai-calls')).body.data;
    expect(calls.map(({ cost_micros }: { cost_micros: string }) => cost_micros)).toEqual(['28', '28', '28']);
    expect((await ada.api('GET', '/v1/ai-budget')).body.data.spent_usd).toBe('0.000084');
    expect((await bob.api('GET', url)).status).toBe(404);
    expect((await bob.api('GET', '/v1/answer-batches')).body.data).toEqual([]);
    expect((await ada.api('GET', '/v1/answer-batches')).body.data).toHaveLength(1);
  });

  it('refuses none, and more than a thousand', async () => {
    const ada = await test.newUser();
    for (const questions of [[], [''], Array(1001).fill('a')])
      expect((await ada.api('POST', '/v1/answer-batches', { questions })).status).toBe(400);
  });
});

describe('forget-answers', () => {
  it('deletes answers that are too old, and no others', async () => {
    const [scope, old] = [unique(), new Date(Date.now() - 90_000_000).toISOString()];
    const row = {
      scope,
      prompt: 'x@1',
      embedding_model: 'any',
      embedding: JSON.stringify(Array(512).fill(0.1)),
      question: 'x',
      answer: 'x',
    };
    await admin()
      .from('ai_answers')
      .insert([{ ...row, created_at: old }, row]);
    await forgetAnswersJob.run({}, {} as never);
    expect((await admin().from('ai_answers').select('id').eq('scope', scope)).data).toHaveLength(1);
  });
});
