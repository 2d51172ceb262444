import { describe, expect, it } from '@jest/globals';
import { admin as service } from '../../support/admin.ts';
import { grantAdminRole } from '../../support/grant-admin-role.ts';
import { memberWithPassword } from '../../support/member-with-password.ts';
import { newOrganisation } from '../../support/new-organisation.ts';
import { startTestApp } from '../../support/start-test-app.ts';

const test = startTestApp();
const newMember = () => memberWithPassword(test.app());
const exists = async (id: string): Promise<boolean> => {
  const admin = await test.newUser();
  await grantAdminRole(admin);
  const { body } = await admin.api('GET', '/v1/admin/users?limit=100');
  return body.data.some((user: { id: string }) => user.id === id);
};

describe('GET /v1/me/export', () => {
  it('holds the caller’s rows of every table, and nobody else’s', async () => {
    const [user, other] = await Promise.all([test.newUser(), test.newUser()]);
    const { id } = await newOrganisation(user, { member: other });
    await user.api('POST', `/v1/organisations/${id}/invitations`, { email: 'x@example.com' });
    await grantAdminRole(user, 'auditor');
    const reply = await user.api('GET', '/v1/me/export');
    expect(reply).toMatchObject({
      status: 200,
      headers: { 'content-disposition': 'attachment; filename="export.json"' },
    });
    const { data } = reply.body;
    expect(data.user).toEqual({ id: user.id, email: user.email });
    expect(data.tables).toMatchObject({
      memberships: [{ user_id: user.id, organisation_id: id, role: 'owner' }],
      invitations: [{ email: 'x@example.com', invited_by: user.id }],
      user_roles: [{ user_id: user.id, role: 'auditor' }],
    });
    // Auditors read all of the log; what they take along is their own.
    expect(data.tables.audit_log.map(({ actor_id }: { actor_id: string }) => actor_id)).toEqual([user.id, user.id]);
    expect(JSON.stringify(data)).not.toContain(other.id);
    expect(JSON.stringify(data)).not.toContain('token_hash');
    expect((await test.anonymous.api('GET', '/v1/me/export')).status).toBe(401);
  });

  it('finds tables that come later, as the database tells them', async () => {
    const user = await test.newUser();
    const { body } = await user.rest('POST', '/rpc/tables_of_users', {});
    const names = body.map(({ table_name }: { table_name: string }) => table_name);
    expect(names).toEqual(expect.arrayContaining(['audit_log', 'invitations', 'memberships', 'user_roles']));
    expect(names).not.toContain('error_logs');
  });

  it('goes beyond what the database returns at once', async () => {
    const user = await test.newUser();
    const roles = Array.from({ length: 1001 }, (_, n) => ({ user_id: user.id, role: `role_${n}` }));
    expect((await service().from('user_roles').insert(roles)).error).toBeNull();
    const { tables } = (await user.api('GET', '/v1/me/export')).body.data;
    expect(new Set(tables.user_roles.map(({ role }: { role: string }) => role)).size).toBe(1001);
  });
});

describe('POST /v1/me/delete', () => {
  it('deletes the account with all that is theirs, and ends its sessions', async () => {
    const [user, other] = [await newMember(), await test.newUser()];
    const alone = await newOrganisation(user);
    const shared = await newOrganisation(other, { member: user });
    expect((await user.api('POST', '/v1/me/delete', { password: user.password })).status).toBe(204);
    expect(await exists(user.id)).toBe(false);
    expect(await user.signsIn()).toBe(false);
    expect(await user.refreshes()).toBe(false);
    expect((await user.api('GET', '/v1/me/export')).status).toBe(403);
    expect((await user.api('POST', '/v1/organisations', { name: 'Ghost' })).status).toBeGreaterThanOrEqual(400);
    const { data } = await service().from('organisations').select('id').in('id', [alone.id, shared.id]);
    expect(data).toEqual([{ id: shared.id }]);
    expect((await other.api('GET', `${shared.url}/members`)).body.data).toHaveLength(1);
    const entries = await service().from('audit_log').select('action').eq('target_id', user.id).eq('actor_id', user.id);
    expect(entries.data).toContainEqual({ action: 'account.deleted' });
  });

  it('asks for the password, so that a stolen token is not enough', async () => {
    const user = await newMember();
    expect(await user.api('POST', '/v1/me/delete', {})).toMatchObject({
      status: 400,
      body: { error: { code: 'password_required' } },
    });
    expect(await user.api('POST', '/v1/me/delete', { password: 'wrong' })).toMatchObject({
      status: 403,
      body: { error: { code: 'current_password_wrong' } },
    });
    for (const account of [user.id, crypto.randomUUID()])
      for (const name of ['delete_account', 'account_proof'])
        expect([401, 403, 404]).toContain((await user.rest('POST', `/rpc/${name}`, { account })).status);
    expect((await user.api('GET', '/v1/me/export')).status).toBe(200);
  });

  it('does nothing for the last owner of an organisation that others belong to', async () => {
    const [user, other] = [await newMember(), await test.newUser()];
    const alone = await newOrganisation(user);
    const shared = await newOrganisation(user, { member: other });
    expect(await user.api('POST', '/v1/me/delete', { password: user.password })).toMatchObject({
      status: 409,
      body: { error: { code: 'last_owner' } },
    });
    expect(await exists(user.id)).toBe(true);
    expect((await user.api('GET', '/v1/me/export')).status).toBe(200);
    for (const { url } of [alone, shared]) expect((await user.api('GET', url)).status).toBe(200);
    await user.api('PUT', `${shared.url}/members/${shared.membershipOf(other)}`, { role: 'owner' });
    expect((await user.api('POST', '/v1/me/delete', { password: user.password })).status).toBe(204);
    expect((await other.api('GET', shared.url)).status).toBe(200);
  });
});
