import { describe, expect, it } from '@jest/globals';
import { SignJWT } from 'jose';
import { admin } from '../../support/admin.ts';
import { grantAdminRole } from '../../support/grant-admin-role.ts';
import { startTestApp } from '../../support/start-test-app.ts';
import { apiOf, restOf, type TestUser } from '../../support/test-user.ts';

const SUPABASE_JWT_SECRET = process.env['TEST_JWT_SECRET'] ?? process.env['SUPABASE_JWT_SECRET'] ?? '';
const test = startTestApp({ SUPABASE_JWT_SECRET, SUPABASE_JWKS_URL: null, SUPABASE_JWT_ISSUER: null });

/** As Supabase signs it after the hook. */
const tokenOf = ({ id }: TestUser, claims: Record<string, unknown>): Promise<string> =>
  new SignJWT({ sub: id, role: 'authenticated', aud: 'authenticated', session_id: crypto.randomUUID(), ...claims })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(SUPABASE_JWT_SECRET));
const permissions = async (api: TestUser['api']) => (await api('GET', '/v1/me/permissions')).body.data;

describe('permissions', () => {
  it('come from the table where the token has no claim', async () => {
    const [user, other] = await Promise.all([test.newUser(), test.newUser()]);
    expect(await permissions(user.api)).toEqual({ roles: [], permissions: [] });
    await grantAdminRole(user, 'auditor');
    expect(await permissions(user.api)).toEqual({ roles: ['auditor'], permissions: ['audit:read'] });
    expect((await user.rest('POST', '/rpc/has_permission', { requested: 'audit:read' })).body).toBe(true);
    expect((await user.rest('POST', '/rpc/has_permission', { requested: 'audit:write' })).body).toBe(false);
    expect(await permissions(other.api)).toEqual({ roles: [], permissions: [] });
  });

  it('come from the claim where the hook put one, in policies too', async () => {
    const user = await test.newUser();
    const api = apiOf(test.app(), await tokenOf(user, { user_roles: ['auditor'] }));
    expect(await permissions(api)).toEqual({ roles: ['auditor'], permissions: ['audit:read'] });
    expect((await api('GET', '/v1/admin/audit-entries')).status).toBe(200);
    await grantAdminRole(user, 'auditor');
    const without = restOf(await tokenOf(user, { user_roles: [] }));
    expect((await without('POST', '/rpc/has_permission', { requested: 'audit:read' })).body).toBe(false);
    expect((await without('GET', '/audit_log?action=eq.role.granted')).body).toEqual([]);
  });

  it('are not to be had by what users write of themselves', async () => {
    const user = await test.newUser();
    for (const claims of [
      { user_metadata: { user_roles: ['admin'] } },
      { app_metadata: { user_roles: ['admin'] } },
      { user_roles: 'admin' },
      { user_roles: { admin: true } },
    ])
      expect(await permissions(apiOf(test.app(), await tokenOf(user, claims)))).toEqual({ roles: [], permissions: [] });
  });

  it('of the claim do not open the admin area, which asks the table', async () => {
    const user = await test.newUser();
    const token = await tokenOf(user, { user_roles: ['admin'] });
    expect((await apiOf(test.app(), token)('GET', '/v1/admin/users')).status).toBe(403);
    expect((await restOf(token)('POST', '/rpc/list_users', { page_size: 10 })).body).toEqual([]);
    expect((await restOf(token)('POST', '/rpc/grant_role', { grantee: user.id, granted: 'admin' })).body).toBeNull();
  });

  it('are written by nobody past the API', async () => {
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
});

describe('the access token hook', () => {
  it('is called by no user', async () => {
    const user = await test.newUser();
    const event = { user_id: user.id, claims: {} };
    for (const { rest } of [user, test.anonymous])
      expect([401, 403, 404]).toContain((await rest('POST', '/rpc/custom_access_token_hook', { event })).status);
    const { error } = await admin().rpc('custom_access_token_hook', { event });
    expect(error?.code).toBe('42501');
  });
});
