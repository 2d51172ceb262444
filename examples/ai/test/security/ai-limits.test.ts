import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { admin } from '../support/admin.ts';
import { startTestApp } from '../support/start-test-app.ts';
import { startTestModel } from '../support/start-test-model.ts';

const model = startTestModel();
const test = startTestApp();

const spend = async (userId: string, micros: number) => {
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
      id: crypto.randomUUID(),
      user_id: userId,
      output_tokens: 1,
      cost_micros: String(micros),
      latency_ms: 1,
      suspicion: 0,
    });
};

describe('what AI may cost', () => {
  it('is not exceeded by many calls at once', async () => {
    const user = await test.newUser();
    // Enough for a few calls, each of which may cost 1,600 for its answer and a little for its question.
    await spend(user.id, 990_000);
    // None is settled before the last has asked.
    model.always(async () => {
      await sleep(2000);
      return { content: 'Yes.' };
    });
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => user.api('POST', '/v1/answers', { question: crypto.randomUUID() })),
    );
    const answered = replies.filter(({ status }) => status === 200);
    expect(answered.length).toBeGreaterThan(0);
    expect(answered.length).toBeLessThanOrEqual(6);
    expect(model.asked()).toHaveLength(answered.length);
    const refused = replies.filter(({ status }) => status !== 200);
    for (const { status, body } of refused) expect([status, body.error.code]).toEqual([429, 'ai_budget_used_up']);
  });

  it('is not a row that a user can write, change or take away', async () => {
    const user = await test.newUser();
    await spend(user.id, 500);
    const own = `/ai_usage?user_id=eq.${user.id}`;
    expect((await user.rest('PATCH', own, { cost_micros: 0 })).status).toBe(403);
    expect((await user.rest('DELETE', own)).status).toBe(403);
    expect((await user.rest('GET', `${own}&select=cost_micros`)).body).toEqual([{ cost_micros: 500 }]);
  });

  it('is bounded for one call, whatever is sent', async () => {
    const user = await test.newUser();
    const chat = await user.create('/v1/conversations', { title: 'Chat' });
    const url = `/v1/conversations/${chat}/messages`;
    expect((await user.api('POST', url, { content: 'a'.repeat(200_000) })).status).toBe(400);
    await user.api('POST', url, { content: 'Write a book.' });
    expect(Reflect.get(model.asked()[0] ?? {}, 'max_completion_tokens')).toBe(1000);
  });
});

describe('what is remembered', () => {
  it('is given to nobody else where it depends on its user', async () => {
    const [ada, bob] = [await test.newUser(), await test.newUser()];
    model.always(({ safety_identifier }) => ({ content: `For ${String(safety_identifier)}.` }));
    for (const user of [ada, bob]) {
      const chat = await user.create('/v1/conversations', { title: 'Chat' });
      await user.api('POST', `/v1/conversations/${chat}/messages`, { content: 'Who am I?' });
    }
    expect(model.asked()).toHaveLength(2);
    expect(new Set(model.asked().map(({ safety_identifier }) => safety_identifier)).size).toBe(2);
  });
});
