import { afterAll, describe, expect, it } from '@jest/globals';
import { grantAdminRole } from '../support/grant-admin-role.ts';
import { startRealAuth } from '../support/start-real-auth.ts';
import { startTestApp } from '../support/start-test-app.ts';
import { apiOf } from '../support/test-user.ts';

const { SUPABASE_URL = '', TEST_JWT_SECRET, SUPABASE_JWT_SECRET = '' } = process.env;
const upstream = await startRealAuth(SUPABASE_URL, TEST_JWT_SECRET ?? SUPABASE_JWT_SECRET);
Object.assign(process.env, upstream.env);
const test = startTestApp();
afterAll(() => upstream.stop());

const newUser = async (...roles: readonly string[]) => {
  const user = await test.newUser();
  upstream.add(user.id);
  for (const role of roles) await grantAdminRole(user, role);
  return { id: user.id, api: apiOf(test.app(), await upstream.sign(user.id)) };
};

describe('bans', () => {
  it('are set at Supabase, hold for tokens that are there, and are lifted again, all in the audit log', async () => {
    const [admin, user] = [await newUser('admin'), await newUser()];
    expect((await admin.api('GET', '/v1/admin')).body.data).toEqual({ can_ban: true });
    expect((await admin.api('POST', `/v1/admin/users/${user.id}/ban`)).status).toBe(204);
    expect(await user.api('GET', '/v1/me/export')).toMatchObject({
      status: 403,
      body: { error: { code: 'user_banned' } },
    });
    expect((await admin.api('POST', `/v1/admin/users/${user.id}/unban`)).status).toBe(204);
    expect((await user.api('GET', '/v1/me/export')).status).toBe(200);
    const authorization = `Bearer ${process.env['SUPABASE_SECRET_KEY']}`;
    expect(upstream.bans).toEqual([
      { id: user.id, duration: '876000h', authorization },
      { id: user.id, duration: 'none', authorization },
    ]);
    const { body } = await admin.api('GET', `/v1/admin/audit-entries?target_id=${user.id}&sort=created_at`);
    expect(body.data).toMatchObject([
      { actor_id: admin.id, action: 'user.banned' },
      { actor_id: admin.id, action: 'user.unbanned' },
    ]);
  });

  it('hit neither oneself nor whoever is not there', async () => {
    const admin = await newUser('admin');
    expect(await admin.api('POST', `/v1/admin/users/${admin.id}/ban`)).toMatchObject({
      status: 409,
      body: { error: { code: 'own_account' } },
    });
    expect(await admin.api('POST', `/v1/admin/users/${crypto.randomUUID()}/ban`)).toMatchObject({
      status: 404,
      body: { error: { code: 'user_not_found' } },
    });
  });
});
