import { describe, expect, it } from '@jest/globals';
import { newOrganisation } from '../../support/new-organisation.ts';
import { startTestApp } from '../../support/start-test-app.ts';

const test = startTestApp();
const lastOwner = { status: 409, body: { error: { code: 'last_owner' }, statusCode: 409 } };

const four = async () => {
  const [owner, admin, admin2, member] = await Promise.all([
    test.newUser(),
    test.newUser(),
    test.newUser(),
    test.newUser(),
  ]);
  const organisation = await newOrganisation(owner, { admin, admin2, member });
  const memberUrl = (user: typeof owner): string => `${organisation.url}/members/${organisation.membershipOf(user)}`;
  const restUrl = (user: typeof owner): string => `/memberships?id=eq.${organisation.membershipOf(user)}`;
  return { owner, admin, admin2, member, organisation, memberUrl, restUrl };
};

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

  it('lets nobody raise themselves', async () => {
    const { admin, member, memberUrl, restUrl } = await four();
    expect((await member.api('PUT', memberUrl(member), { role: 'admin' })).status).toBe(403);
    expect((await admin.api('PUT', memberUrl(admin), { role: 'owner' })).status).toBe(403);
    expect((await member.rest('PATCH', restUrl(member), { role: 'owner' })).body).toEqual([]);
    expect((await admin.rest('PATCH', restUrl(admin), { role: 'owner' })).status).toBe(403);
    expect((await admin.api('GET', memberUrl(admin))).body.data.role).toBe('admin');
    expect((await member.api('GET', memberUrl(member))).body.data.role).toBe('member');
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
  it('neither leaves nor steps down, through the API or past it', async () => {
    const { owner, memberUrl, restUrl } = await four();
    expect(await owner.api('DELETE', memberUrl(owner))).toMatchObject(lastOwner);
    expect(await owner.api('PUT', memberUrl(owner), { role: 'member' })).toMatchObject(lastOwner);
    expect((await owner.rest('DELETE', restUrl(owner))).status).toBe(409);
    expect((await owner.rest('PATCH', restUrl(owner), { role: 'admin' })).status).toBe(409);
    expect((await owner.rest('DELETE', `/memberships?role=eq.owner`)).status).toBe(409);
    expect((await owner.api('GET', memberUrl(owner))).body.data.role).toBe('owner');
  });

  it('goes once there is another', async () => {
    const { owner, admin, memberUrl, organisation } = await four();
    expect((await owner.api('PUT', memberUrl(admin), { role: 'owner' })).status).toBe(200);
    expect((await owner.api('DELETE', memberUrl(owner))).status).toBe(204);
    expect(await admin.api('DELETE', memberUrl(admin))).toMatchObject(lastOwner);
    expect((await admin.api('DELETE', organisation.url)).status).toBe(204);
  });

  it('is one of two who leave at the same time', async () => {
    const { owner, admin, memberUrl } = await four();
    await owner.api('PUT', memberUrl(admin), { role: 'owner' });
    const replies = await Promise.all([owner, admin].map((user) => user.api('DELETE', memberUrl(user))));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([204, 409]);
  });
});

describe('memberships past the API', () => {
  it('are added by nobody, for themselves or others', async () => {
    const { owner, organisation } = await four();
    const stranger = await test.newUser();
    for (const user of [owner, stranger]) {
      const row = { organisation_id: organisation.id, user_id: stranger.id, role: 'owner' };
      expect((await user.rest('POST', '/memberships', row)).status).toBe(403);
      const upsert = await user.rest('POST', '/memberships', row, { prefer: 'resolution=merge-duplicates' });
      expect(upsert.status).toBe(403);
    }
    expect([401, 403]).toContain((await test.anonymous.rest('GET', '/memberships')).status);
    expect((await stranger.rest('GET', '/memberships')).body).toEqual([]);
  });

  it('move to no other organisation or user', async () => {
    const { owner, member, restUrl } = await four();
    const other = await newOrganisation(member);
    for (const change of [{ organisation_id: other.id }, { user_id: member.id }, { email: 'x@example.com' }])
      expect((await owner.rest('PATCH', restUrl(member), change)).status).toBe(403);
  });

  it('are not another organisation’s to write', async () => {
    const { owner, admin, member, restUrl } = await four();
    const stranger = await test.newUser();
    await newOrganisation(stranger);
    expect((await stranger.rest('PATCH', restUrl(member), { role: 'admin' })).body).toEqual([]);
    expect((await stranger.rest('DELETE', restUrl(owner))).body).toEqual([]);
    expect((await member.rest('DELETE', restUrl(admin))).body).toEqual([]);
  });
});
