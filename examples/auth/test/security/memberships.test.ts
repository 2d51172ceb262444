import { expect, it } from '@jest/globals';
import { fourMembers } from '../support/four-members.ts';
import { newOrganisation } from '../support/new-organisation.ts';
import { startTestApp } from '../support/start-test-app.ts';

const test = startTestApp();
const four = () => fourMembers(test);
const lastOwner = { status: 409, body: { error: { code: 'last_owner' }, statusCode: 409 } };

it('lets no member make themselves more than they are', async () => {
  const { admin, member, memberUrl, restUrl } = await four();
  expect((await member.api('PUT', memberUrl(member), { role: 'admin' })).status).toBe(403);
  expect((await admin.api('PUT', memberUrl(admin), { role: 'owner' })).status).toBe(403);
  expect((await member.rest('PATCH', restUrl(member), { role: 'owner' })).body).toEqual([]);
  expect((await admin.rest('PATCH', restUrl(admin), { role: 'owner' })).status).toBe(403);
  expect((await admin.api('GET', memberUrl(admin))).body.data.role).toBe('admin');
  expect((await member.api('GET', memberUrl(member))).body.data.role).toBe('member');
});

it('lets the last owner neither leave nor step down, through the API or past it', async () => {
  const { owner, memberUrl, restUrl } = await four();
  expect(await owner.api('DELETE', memberUrl(owner))).toMatchObject(lastOwner);
  expect(await owner.api('PUT', memberUrl(owner), { role: 'member' })).toMatchObject(lastOwner);
  expect((await owner.rest('DELETE', restUrl(owner))).status).toBe(409);
  expect((await owner.rest('PATCH', restUrl(owner), { role: 'admin' })).status).toBe(409);
  expect((await owner.rest('DELETE', `/memberships?role=eq.owner`)).status).toBe(409);
  expect((await owner.api('GET', memberUrl(owner))).body.data.role).toBe('owner');
});

it('keeps one of two owners who leave at the same time', async () => {
  const { owner, admin, memberUrl } = await four();
  await owner.api('PUT', memberUrl(admin), { role: 'owner' });
  const replies = await Promise.all([owner, admin].map((user) => user.api('DELETE', memberUrl(user))));
  expect(replies.map(({ status }) => status).toSorted()).toEqual([204, 409]);
});

it('takes no membership that somebody writes for themselves or others', async () => {
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

it('moves no membership to another organisation or user', async () => {
  const { owner, member, restUrl } = await four();
  const other = await newOrganisation(member);
  for (const change of [{ organisation_id: other.id }, { user_id: member.id }, { email: 'x@example.com' }])
    expect((await owner.rest('PATCH', restUrl(member), change)).status).toBe(403);
});

it('lets the owner of one organisation write nothing in another', async () => {
  const { owner, admin, member, restUrl } = await four();
  const stranger = await test.newUser();
  await newOrganisation(stranger);
  expect((await stranger.rest('PATCH', restUrl(member), { role: 'admin' })).body).toEqual([]);
  expect((await stranger.rest('DELETE', restUrl(owner))).body).toEqual([]);
  expect((await member.rest('DELETE', restUrl(admin))).body).toEqual([]);
});

it('lets the admin of one organisation do nothing in another', async () => {
  const [ours, theirs] = [await four(), await four()];
  const guest = { email: 'guest@example.com' };
  for (const [method, url, body] of [
    ['GET', theirs.organisation.url],
    ['PATCH', theirs.organisation.url, { name: 'Taken' }],
    ['DELETE', theirs.organisation.url],
    ['GET', `${theirs.organisation.url}/members`],
    ['PUT', theirs.memberUrl(theirs.member), { role: 'admin' }],
    ['DELETE', theirs.memberUrl(theirs.member)],
    ['POST', `${theirs.organisation.url}/invitations`, guest],
    // At the URL of their own.
    ['PUT', `${ours.organisation.url}/members/${theirs.organisation.membershipOf(theirs.member)}`, { role: 'admin' }],
  ] as const)
    expect([url, (await ours.owner.api(method, url, body)).status]).toEqual([url, 404]);
  expect((await theirs.owner.api('GET', theirs.memberUrl(theirs.member))).body.data.role).toBe('member');
});

it('ends what a member may do with the membership, whatever their token says', async () => {
  const { owner, admin, member, memberUrl, organisation } = await four();
  expect((await owner.api('DELETE', memberUrl(admin))).status).toBe(204);
  expect((await admin.api('PUT', memberUrl(member), { role: 'admin' })).status).toBe(404);
  expect((await admin.api('GET', organisation.url)).status).toBe(404);
  expect((await admin.rest('GET', `/organisations?id=eq.${organisation.id}`)).body).toEqual([]);
});
