import { afterAll, describe, expect, it } from '@jest/globals';
import { startAuthStack } from '../support/auth-stack.ts';
import { startRealAuth } from '../support/start-real-auth.ts';
import { codeOf } from '../support/code-of.ts';
import { startTestApp } from '../support/start-test-app.ts';
import { apiOf, restOf } from '../support/test-user.ts';

// As on a Supabase project: Auth answers for factors, and the database has their table.
const supabase = await startAuthStack('');
await supabase.query(
  "create table auth.mfa_factors (id uuid primary key default gen_random_uuid(), user_id uuid, status text default 'verified')",
);
const upstream = await startRealAuth(supabase.url, supabase.keys.jwtSecret);
Object.assign(process.env, upstream.env, { AUTH_RATE_LIMIT_PER_MINUTE: '100000' });
const test = startTestApp();
afterAll(() => upstream.stop());

const as = async (id: string, claims = {}) => {
  const token = await upstream.sign(id, claims);
  return { id, api: apiOf(test.app(), token), rest: restOf(token) };
};

const newUser = async () => {
  const id = crypto.randomUUID();
  await supabase.query(`insert into auth.users (id, email) values ('${id}', '${id}@example.com')`);
  upstream.add(id);
  return as(id);
};
type User = Awaited<ReturnType<typeof newUser>>;

const enrol = async ({ api }: User): Promise<string> => {
  const reply = await api('POST', '/v1/auth/factors', { friendly_name: 'phone' });
  expect(reply).toMatchObject({ status: 201, headers: { 'cache-control': 'no-store' } });
  expect(reply.body.data.totp).toEqual({ qr_code: '<svg/>', secret: expect.any(String), uri: expect.any(String) });
  return reply.body.data.id;
};
const verify = async ({ id, api }: User, factor: string, code = upstream.code, more = {}) => {
  const challenge = await api('POST', `/v1/auth/factors/${factor}/challenge`);
  expect(challenge.status).toBe(200);
  const body = { challenge_id: challenge.body.data.id, code, ...more };
  const reply = await api('POST', `/v1/auth/factors/${factor}/verify`, body);
  // What Supabase Auth writes down.
  if (reply.status === 200) await supabase.query(`insert into auth.mfa_factors (user_id) values ('${id}')`);
  return reply;
};
const required = [403, 'second_factor_required'];

describe('a second factor', () => {
  it('is enrolled, challenged and verified, and gives tokens that say so', async () => {
    const user = await newUser();
    const factor = await enrol(user);
    const status = async () => (await user.api('GET', '/v1/auth/factors')).body.data.factors;
    expect(await status()).toMatchObject([{ id: factor, friendly_name: 'phone', status: 'unverified' }]);
    const reply = await verify(user, factor);
    expect(reply).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    expect(await status()).toMatchObject([{ status: 'verified' }]);
    const assured = apiOf(test.app(), reply.body.data.tokens.access_token);
    expect((await assured('GET', '/v1/me/export')).status).toBe(200);
  });

  it('is asked for on sensitive routes, of those who have one', async () => {
    const [user, other] = [await newUser(), await newUser()];
    expect((await user.api('GET', '/v1/me/export')).status).toBe(200);
    await verify(user, await enrol(user));
    const password = 'correct horse battery';
    for (const [method, url, body] of [
      ['GET', '/v1/me/export'],
      ['POST', '/v1/me/delete', { password: null }],
      ['PUT', '/v1/auth/password', { current_password: password, password }],
      ['POST', '/v1/auth/email-change', { email: 'new@example.com' }],
      ['GET', '/v1/admin'],
      ['GET', '/v1/admin/audit-entries'],
    ] as const)
      expect([url, ...codeOf(await user.api(method, url, body))]).toEqual([url, ...required]);
    expect((await user.api('GET', '/v1/profile')).status).toBe(200);
    expect((await other.api('GET', '/v1/me/export')).status).toBe(200);
  });

  it('is asked of admins by the database as well', async () => {
    const admin = await newUser();
    await supabase.query(`insert into app.user_roles (user_id, role) values ('${admin.id}', 'admin')`);
    const list = async ({ rest }: User) => (await rest('POST', '/rpc/list_users', { page_size: 10 })).body.length;
    expect(await list(admin)).toBeGreaterThan(0);
    await verify(admin, await enrol(admin));
    expect(await list(admin)).toBe(0);
    const grant = { grantee: admin.id, granted: 'auditor' };
    expect((await admin.rest('POST', '/rpc/grant_role', grant)).body).toBeNull();
    const assured = await as(admin.id, { aal: 'aal2' });
    expect(await list(assured)).toBeGreaterThan(0);
    expect((await assured.rest('POST', '/rpc/grant_role', grant)).body).toBe(true);
  });

  it('can start a browser session', async () => {
    const user = await newUser();
    const reply = await verify(user, await enrol(user), upstream.code, { session: true });
    expect(reply.body.data.tokens).toBeNull();
    const cookie = String(reply.headers['set-cookie']).split(';')[0] ?? '';
    expect((await test.anonymous.api('GET', '/v1/me/export', undefined, { cookie })).status).toBe(200);
  });

  it('is not to be guessed', async () => {
    const user = await newUser();
    const factor = await enrol(user);
    const codes = [];
    for (let n = 0; n < 11; n += 1) codes.push(...codeOf(await verify(user, factor, '000000')).slice(1));
    expect(codes).toEqual([...Array.from({ length: 10 }, () => 'code_not_valid'), 'too_many_attempts']);
  });

  it('is neither added nor removed by who has not shown the one that is there', async () => {
    const user = await newUser();
    const factor = await enrol(user);
    await verify(user, factor);
    expect(codeOf(await user.api('POST', '/v1/auth/factors', { friendly_name: 'thief' }))).toEqual(required);
    expect(codeOf(await user.api('DELETE', `/v1/auth/factors/${factor}`))).toEqual(required);
    const assured = await as(user.id, { aal: 'aal2' });
    expect((await assured.api('DELETE', `/v1/auth/factors/${factor}`)).status).toBe(204);
  });

  it('is of its owner alone, and has a name of its own', async () => {
    const [user, other] = [await newUser(), await newUser()];
    const factor = await enrol(user);
    expect(codeOf(await other.api('POST', `/v1/auth/factors/${factor}/challenge`))).toEqual([404, 'factor_not_found']);
    expect(codeOf(await other.api('DELETE', `/v1/auth/factors/${factor}`))).toEqual([404, 'factor_not_found']);
    const again = await user.api('POST', '/v1/auth/factors', { friendly_name: 'phone' });
    expect(codeOf(again)).toEqual([409, 'factor_name_taken']);
  });

  it.each([
    ['letters for a code', 'verify', { challenge_id: crypto.randomUUID(), code: 'abcdef' }],
    ['a path for an id', 'verify', { challenge_id: '../admin', code: '123456' }],
    ['a name that is none', '', { friendly_name: '' }],
    ['a phone', '', { friendly_name: 'x', factor_type: 'phone' }],
  ])('refuses %s', async (_, action, body) => {
    const { api } = await newUser();
    const url = action === '' ? '/v1/auth/factors' : `/v1/auth/factors/${crypto.randomUUID()}/${action}`;
    expect(codeOf(await api('POST', url, body))).toEqual([400, 'validation_failed']);
  });
});
