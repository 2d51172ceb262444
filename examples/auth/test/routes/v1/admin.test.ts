import { describe, expect, it } from '@jest/globals';
import { grantAdminRole } from '../../support/grant-admin-role.ts';
import { startTestApp } from '../../support/start-test-app.ts';

const test = startTestApp();

const newAdmin = async () => {
  const user = await test.newUser();
  await grantAdminRole(user);
  return user;
};

describe('/v1/admin', () => {
  it('is closed to users and to whoever is not signed in', async () => {
    const [user, other] = await Promise.all([test.newUser(), test.newUser()]);
    const calls = [
      ['GET', '/v1/admin'],
      ['GET', '/v1/admin/users'],
      ['POST', `/v1/admin/users/${other.id}/ban`],
      ['POST', `/v1/admin/users/${other.id}/unban`],
      ['PUT', `/v1/admin/users/${user.id}/roles/admin`],
      ['DELETE', `/v1/admin/users/${user.id}/roles/admin`],
    ] as const;
    for (const [method, url] of calls) {
      expect(await user.api(method, url)).toMatchObject({ status: 403, body: { error: { code: 'role_required' } } });
      expect((await test.anonymous.api(method, url)).status).toBe(401);
    }
  });

  it('lists every account page by page, and searches their addresses', async () => {
    const admin = await newAdmin();
    const users = await Promise.all(Array.from({ length: 3 }, () => test.newUser()));
    const first = await admin.api('GET', '/v1/admin/users?limit=2');
    expect(first).toMatchObject({ status: 200, body: { pagination: { limit: 2 } } });
    const second = await admin.api('GET', `/v1/admin/users?limit=2&cursor=${first.body.pagination.next_cursor}`);
    const emails = [...first.body.data, ...second.body.data].map(({ email }) => email);
    expect(new Set(emails).size).toBe(4);
    expect(emails).toEqual(expect.arrayContaining([admin, ...users].map(({ email }) => email)));
    const found = await admin.api('GET', `/v1/admin/users?q=${users[0]?.email.toUpperCase()}`);
    expect(found.body.data).toMatchObject([{ id: users[0]?.id, roles: [], banned_until: null }]);
    expect((await admin.api('GET', '/v1/admin/users?cursor=nonsense')).status).toBe(400);
  });

  it('gives roles and takes them, in the audit log', async () => {
    const [admin, user] = [await newAdmin(), await test.newUser()];
    const role = `/v1/admin/users/${user.id}/roles/auditor`;
    for (const call of [await admin.api('PUT', role), await admin.api('PUT', role)]) expect(call.status).toBe(204);
    expect((await user.api('GET', '/v1/me')).body.data.roles).toEqual(['auditor']);
    expect((await admin.api('DELETE', role)).status).toBe(204);
    expect(await admin.api('DELETE', role)).toMatchObject({ status: 404, body: { error: { code: 'role_not_found' } } });
    expect((await user.api('GET', '/v1/me')).body.data.roles).toEqual([]);
    const { body } = await admin.api('GET', `/v1/admin/audit-entries?target_id=${user.id}&sort=created_at`);
    expect(body.data).toMatchObject([
      { actor_id: admin.id, action: 'role.granted', details: { role: 'auditor' } },
      { actor_id: admin.id, action: 'role.revoked', details: { role: 'auditor' } },
    ]);
    const nobody = `/v1/admin/users/${crypto.randomUUID()}/roles/auditor`;
    expect(await admin.api('PUT', nobody)).toMatchObject({ status: 404, body: { error: { code: 'user_not_found' } } });
    expect((await admin.api('PUT', `/v1/admin/users/${user.id}/roles/No-Role`)).status).toBe(400);
  });

  it('lets no admin lock themselves out', async () => {
    const admin = await newAdmin();
    expect(await admin.api('DELETE', `/v1/admin/users/${admin.id}/roles/admin`)).toMatchObject({
      status: 409,
      body: { error: { code: 'own_account' } },
    });
    expect((await admin.rest('POST', '/rpc/revoke_role', { holder: admin.id, revoked: 'admin' })).body).toBeNull();
    expect((await admin.api('GET', '/v1/admin')).status).toBe(200);
  });

  it('says where it cannot ban, and does nothing there', async () => {
    const [admin, user] = [await newAdmin(), await test.newUser()];
    expect((await admin.api('GET', '/v1/admin')).body.data).toEqual({ can_ban: false });
    for (const action of ['ban', 'unban'])
      expect(await admin.api('POST', `/v1/admin/users/${user.id}/${action}`)).toMatchObject({
        status: 409,
        body: { error: { code: 'not_on_embedded_stack' } },
      });
    expect((await admin.api('GET', `/v1/admin/audit-entries?target_id=${user.id}`)).body.data).toEqual([]);
  });

  it('is closed to users past the API', async () => {
    const [user, other] = await Promise.all([test.newUser(), test.newUser()]);
    expect((await user.rest('POST', '/rpc/list_users', { page_size: 100 })).body).toEqual([]);
    expect((await user.rest('POST', '/rpc/grant_role', { grantee: user.id, granted: 'admin' })).body).toBeNull();
    expect((await user.rest('POST', '/rpc/revoke_role', { holder: other.id, revoked: 'admin' })).body).toBeNull();
    expect((await user.api('GET', '/v1/me')).body.data.roles).toEqual([]);
    for (const name of ['list_users', 'grant_role', 'revoke_role'])
      expect([401, 403, 404]).toContain((await test.anonymous.rest('POST', `/rpc/${name}`, {})).status);
  });
});
