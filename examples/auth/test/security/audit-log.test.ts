import { expect, it } from '@jest/globals';
import { admin as service } from '../support/admin.ts';
import { grantAdminRole } from '../support/grant-admin-role.ts';
import { newOrganisation } from '../support/new-organisation.ts';
import { startTestApp } from '../support/start-test-app.ts';

const test = startTestApp();

it('lets no user write or change the audit log, auditors included', async () => {
  const user = await test.newUser();
  await grantAdminRole(user);
  await newOrganisation(user);
  for (const call of [
    await user.rest('POST', '/audit_log', { action: 'a.b' }),
    await user.rest('PATCH', `/audit_log?actor_id=eq.${user.id}`, { action: 'a.b' }),
    await user.rest('DELETE', `/audit_log?actor_id=eq.${user.id}`),
  ])
    expect(call.status).toBe(403);
  expect((await user.rest('GET', `/audit_log?actor_id=eq.${user.id}`)).body).toHaveLength(2);
});

it('lets the service role add to the audit log, and change nothing', async () => {
  const entry = { action: 'test.done', target_id: crypto.randomUUID(), actor_id: null };
  const log = () => service().from('audit_log');
  expect((await log().insert(entry)).error).toBeNull();
  expect((await log().update({ action: 'a.b' }).eq('target_id', entry.target_id)).error?.code).toBe('42501');
  expect((await log().delete().eq('target_id', entry.target_id)).error?.code).toBe('42501');
  expect((await log().select('action').eq('target_id', entry.target_id)).data).toEqual([{ action: 'test.done' }]);
  expect((await log().insert({ action: 'Not an action' })).error).not.toBeNull();
});

it('writes down who acts, whomever they say they are', async () => {
  const [owner, other] = [await test.newUser(), await test.newUser()];
  const { id } = await newOrganisation(owner);
  const forged = await owner.rest('POST', '/rpc/create_organisation', { name: 'Forged', actor_id: other.id });
  expect(forged.status).toBeGreaterThanOrEqual(400);
  const { data } = await service().from('audit_log').select('actor_id').eq('organisation_id', id);
  expect(new Set(data?.map(({ actor_id }) => actor_id))).toEqual(new Set([owner.id]));
});
