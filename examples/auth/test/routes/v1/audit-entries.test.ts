import { describe, expect, it } from '@jest/globals';
import { grantAdminRole } from '../../support/grant-admin-role.ts';
import { newOrganisation } from '../../support/new-organisation.ts';
import { startTestApp } from '../../support/start-test-app.ts';

const test = startTestApp();

describe('/v1/admin/audit-entries', () => {
  it('tells who did what in an organisation', async () => {
    const [auditor, owner, member] = await Promise.all([test.newUser(), test.newUser(), test.newUser()]);
    await grantAdminRole(auditor, 'auditor');
    const { id, url, membershipOf } = await newOrganisation(owner, { member });
    const membership = `${url}/members/${membershipOf(member)}`;
    await owner.api('PUT', membership, { role: 'admin' });
    await owner.api('PUT', membership, { role: 'admin' });
    await member.api('DELETE', membership);
    const { body } = await auditor.api('GET', `/v1/admin/audit-entries?organisation_id=${id}&sort=created_at`);
    expect(body.data.slice(2)).toMatchObject([
      { actor_id: null, action: 'membership.added', target_id: member.id, details: { role: 'member' } },
      { actor_id: owner.id, action: 'membership.role_changed', details: { role: 'admin', old_role: 'member' } },
      { actor_id: member.id, action: 'membership.removed', target_id: member.id, details: { old_role: 'admin' } },
    ]);
    const actions = body.data.slice(0, 2).map(({ action }: { action: string }) => action);
    expect(actions.toSorted()).toEqual(['membership.added', 'organisation.created']);
    const page = await auditor.api('GET', `/v1/admin/audit-entries?organisation_id=${id}&limit=3`);
    const rest = `/v1/admin/audit-entries?organisation_id=${id}&limit=3&cursor=${page.body.pagination.next_cursor}`;
    expect((await auditor.api('GET', rest)).body.data).toHaveLength(2);
  });

  it('is for those with the permission', async () => {
    const user = await test.newUser();
    expect(await user.api('GET', '/v1/admin/audit-entries')).toMatchObject({
      status: 403,
      body: { error: { code: 'permission_required' } },
    });
    expect((await test.anonymous.api('GET', '/v1/admin/audit-entries')).status).toBe(401);
  });
});

describe('the audit log past the API', () => {
  it('shows users what they did themselves, and no more', async () => {
    const [owner, other] = await Promise.all([test.newUser(), test.newUser()]);
    const { id } = await newOrganisation(owner);
    const own = await owner.rest('GET', '/audit_log?select=actor_id,organisation_id');
    expect(own.body).toEqual([
      { actor_id: owner.id, organisation_id: id },
      { actor_id: owner.id, organisation_id: id },
    ]);
    expect((await other.rest('GET', '/audit_log')).body).toEqual([]);
    expect([401, 403]).toContain((await test.anonymous.rest('GET', '/audit_log')).status);
  });
});
