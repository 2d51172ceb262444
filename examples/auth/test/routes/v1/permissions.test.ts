import { describe, expect, it } from '@jest/globals';
import { admin } from '../../support/admin.ts';
import { grantAdminRole } from '../../support/grant-admin-role.ts';
import { startTestApp } from '../../support/start-test-app.ts';
import { apiOf, restOf, type TestUser } from '../../support/test-user.ts';
import { jwtSecret, tokenWithClaims } from '../../support/token-with-claims.ts';

const test = startTestApp({ SUPABASE_JWT_SECRET: jwtSecret, SUPABASE_JWKS_URL: null, SUPABASE_JWT_ISSUER: null });

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
    const api = apiOf(test.app(), await tokenWithClaims(user.id, { user_roles: ['auditor'] }));
    expect(await permissions(api)).toEqual({ roles: ['auditor'], permissions: ['audit:read'] });
    expect((await api('GET', '/v1/admin/audit-entries')).status).toBe(200);
    await grantAdminRole(user, 'auditor');
    const without = restOf(await tokenWithClaims(user.id, { user_roles: [] }));
    expect((await without('POST', '/rpc/has_permission', { requested: 'audit:read' })).body).toBe(false);
    expect((await without('GET', '/audit_log?action=eq.role.granted')).body).toEqual([]);
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
