import { describe, expect, it } from '@jest/globals';
import { fourMembers } from '../../support/four-members.ts';
import { newOrganisation } from '../../support/new-organisation.ts';
import { startTestApp } from '../../support/start-test-app.ts';

const test = startTestApp();
const lastOwner = { status: 409, body: { error: { code: 'last_owner' }, statusCode: 409 } };
const four = () => fourMembers(test);

describe('/v1/organisations/:organisation_id/members', () => {
  it('shows every member to every member', async () => {
    const { owner, admin, admin2, member, organisation } = await four();
    const { body } = await member.api('GET', `${organisation.url}/members`);
    const emails = body.data.map(({ email }: { email: string }) => email);
    expect(emails.toSorted()).toEqual([owner, admin, admin2, member].map(({ email }) => email).toSorted());
    const admins = await member.api('GET', `${organisation.url}/members?role=admin`);
    expect(admins.body.data).toHaveLength(2);
  });

  it('is at no URL of another organisation', async () => {
    const { owner, member, organisation, memberUrl } = await four();
    const other = await newOrganisation(owner);
    const elsewhere = memberUrl(member).replace(organisation.id, other.id);
    const missing = { status: 404, body: { error: { code: 'member_not_found' } } };
    expect(await owner.api('GET', elsewhere)).toMatchObject(missing);
    expect(await owner.api('PUT', elsewhere, { role: 'admin' })).toMatchObject(missing);
    expect(await owner.api('DELETE', elsewhere)).toMatchObject(missing);
    expect((await owner.api('GET', memberUrl(member))).body.data.role).toBe('member');
  });

  it('lets owners give any role, and admins up to their own', async () => {
    const { owner, admin, admin2, member, memberUrl } = await four();
    expect(await admin.api('PUT', memberUrl(member), { role: 'admin' })).toMatchObject({
      status: 200,
      body: { data: { role: 'admin' } },
    });
    expect(await admin.api('PUT', memberUrl(admin2), { role: 'member' })).toMatchObject({ status: 200 });
    expect(await admin.api('PUT', memberUrl(admin2), { role: 'owner' })).toMatchObject({ status: 403 });
    expect(await admin.api('PUT', memberUrl(owner), { role: 'member' })).toMatchObject({
      status: 403,
      body: { error: { code: 'higher_role' } },
    });
    expect(await owner.api('PUT', memberUrl(admin2), { role: 'owner' })).toMatchObject({
      status: 200,
      body: { data: { role: 'owner' } },
    });
    expect((await owner.api('PUT', memberUrl(admin2), { role: 'king' })).status).toBe(400);
  });

  it('lets everyone leave, and admins remove whoever is no owner', async () => {
    const { owner, admin, admin2, member, memberUrl } = await four();
    expect(await member.api('DELETE', memberUrl(admin))).toMatchObject({
      status: 403,
      body: { error: { code: 'higher_role' } },
    });
    expect((await admin.api('DELETE', memberUrl(owner))).status).toBe(403);
    expect((await admin.api('DELETE', memberUrl(admin2))).status).toBe(204);
    expect((await member.api('DELETE', memberUrl(member))).status).toBe(204);
    expect((await owner.api('DELETE', memberUrl(admin))).status).toBe(204);
  });
});

describe('the last owner', () => {
  it('goes once there is another', async () => {
    const { owner, admin, memberUrl, organisation } = await four();
    expect((await owner.api('PUT', memberUrl(admin), { role: 'owner' })).status).toBe(200);
    expect((await owner.api('DELETE', memberUrl(owner))).status).toBe(204);
    expect(await admin.api('DELETE', memberUrl(admin))).toMatchObject(lastOwner);
    expect((await admin.api('DELETE', organisation.url)).status).toBe(204);
  });
});
