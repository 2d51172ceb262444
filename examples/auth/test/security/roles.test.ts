import { expect, it } from '@jest/globals';
import { grantAdminRole } from '../support/grant-admin-role.ts';
import { startTestApp } from '../support/start-test-app.ts';
import { apiOf, restOf, type TestUser } from '../support/test-user.ts';
import { jwtSecret, tokenWithClaims } from '../support/token-with-claims.ts';

const test = startTestApp({ SUPABASE_JWT_SECRET: jwtSecret, SUPABASE_JWKS_URL: null, SUPABASE_JWT_ISSUER: null });
const permissions = async (api: TestUser['api']) => (await api('GET', '/v1/me/permissions')).body.data;

it('gives no role for what users write of themselves', async () => {
  const user = await test.newUser();
  for (const claims of [
    { user_metadata: { user_roles: ['admin'] } },
    { app_metadata: { user_roles: ['admin'] } },
    { user_roles: 'admin' },
    { user_roles: { admin: true } },
  ])
    expect(await permissions(apiOf(test.app(), await tokenWithClaims(user.id, claims)))).toEqual({
      roles: [],
      permissions: [],
    });
});

it('opens the admin area to nobody for a claim', async () => {
  const user = await test.newUser();
  const token = await tokenWithClaims(user.id, { user_roles: ['admin'] });
  expect((await apiOf(test.app(), token)('GET', '/v1/admin/users')).status).toBe(403);
  expect((await restOf(token)('POST', '/rpc/list_users', { page_size: 10 })).body).toEqual([]);
  expect((await restOf(token)('POST', '/rpc/grant_role', { grantee: user.id, granted: 'admin' })).body).toBeNull();
});

it('lets nobody write what roles allow', async () => {
  const user = await test.newUser();
  await grantAdminRole(user);
  const row = { role: 'member', permission: 'audit:read' };
  for (const { rest } of [user, test.anonymous]) {
    expect([401, 403]).toContain((await rest('POST', '/role_permissions', row)).status);
    expect([401, 403]).toContain((await rest('PATCH', '/role_permissions?role=eq.admin', row)).status);
    expect([401, 403]).toContain((await rest('DELETE', '/role_permissions?role=eq.admin')).status);
  }
  expect((await (await test.newUser()).rest('GET', '/role_permissions')).body).toEqual([]);
});

it('lets nobody give themselves a role, past the API or by their own data at Supabase', async () => {
  const user = await test.newUser();
  const row = { user_id: user.id, role: 'admin' };
  expect((await user.rest('POST', '/user_roles', row)).status).toBe(403);
  expect((await user.rest('PATCH', `/user_roles?user_id=eq.${user.id}`, row)).status).toBe(403);
  expect((await user.rest('POST', '/rpc/grant_role', { grantee: user.id, granted: 'admin' })).body).toBeNull();
  const own = await fetch(`${process.env['SUPABASE_URL']}/auth/v1/user`, {
    method: 'PUT',
    headers: {
      apikey: process.env['SUPABASE_PUBLISHABLE_KEY'] ?? '',
      authorization: `Bearer ${user.token}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ data: { user_roles: ['admin'], role: 'admin' }, app_metadata: { role: 'admin' } }),
    signal: AbortSignal.timeout(10_000),
  });
  await own.body?.cancel();
  expect((await user.api('GET', '/v1/admin')).status).toBe(403);
  expect(await permissions(user.api)).toEqual({ roles: [], permissions: [] });
});
