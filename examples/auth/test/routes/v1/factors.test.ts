import { expect, it } from '@jest/globals';
import { startTestApp } from '../../support/start-test-app.ts';

const test = startTestApp();
const id = crypto.randomUUID();

it.each([
  ['GET', '/v1/auth/factors', undefined],
  ['POST', '/v1/auth/factors', { friendly_name: 'phone' }],
  ['POST', `/v1/auth/factors/${id}/challenge`, undefined],
  ['POST', `/v1/auth/factors/${id}/verify`, { challenge_id: id, code: '123456' }],
  ['DELETE', `/v1/auth/factors/${id}`, undefined],
] as const)(
  'says at %s %s that the embedded Supabase has no second factors, and what has',
  async (method, url, body) => {
    const { status, body: answer } = await (await test.newUser()).api(method, url, body);
    expect([status, answer.error.code]).toEqual([409, 'not_on_embedded_stack']);
    expect(answer.error.message).toContain('`supabase start`');
    expect((await test.anonymous.api(method, url, body)).status).toBe(401);
  },
);
