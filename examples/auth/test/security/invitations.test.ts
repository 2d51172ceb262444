import { createHash } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { admin as service } from '../support/admin.ts';
import { inviteGuest } from '../support/invite-guest.ts';
import { newOrganisation } from '../support/new-organisation.ts';
import { startTestApp } from '../support/start-test-app.ts';

const test = startTestApp();
const invited = () => inviteGuest(test);
const missing = { status: 404, body: { error: { code: 'invitation_not_found' }, statusCode: 404 } };

it('takes a stolen invitation from nobody but the address that it names', async () => {
  const { guest, organisation, token } = await invited();
  const finder = await test.newUser();
  expect(await finder.api('POST', '/v1/invitations/accept', { token })).toMatchObject(missing);
  expect((await finder.api('GET', organisation.url)).status).toBe(404);
  expect((await guest.api('POST', '/v1/invitations/accept', { token })).status).toBe(200);
});

it('takes no invitation after its time, once it was taken back, or of whoever may not send it any more', async () => {
  const late = await invited();
  await service()
    .from('invitations')
    .update({ expires_at: new Date(Date.now() - 1000).toISOString() })
    .eq('id', late.id);
  expect(await late.guest.api('POST', '/v1/invitations/accept', { token: late.token })).toMatchObject(missing);

  const taken = await invited();
  expect((await taken.owner.api('DELETE', `${taken.organisation.url}/invitations/${taken.id}`)).status).toBe(204);
  expect(await taken.guest.api('POST', '/v1/invitations/accept', { token: taken.token })).toMatchObject(missing);

  const [owner, admin, guest] = await Promise.all([test.newUser(), test.newUser(), test.newUser()]);
  const organisation = await newOrganisation(owner, { admin });
  const sent = await admin.api('POST', `${organisation.url}/invitations`, { email: guest.email, role: 'admin' });
  await owner.api('PUT', `${organisation.url}/members/${organisation.membershipOf(admin)}`, { role: 'member' });
  const { token } = sent.body.data;
  expect(await guest.api('POST', '/v1/invitations/accept', { token })).toMatchObject(missing);
});

it('raises and lowers nobody who is a member already by an invitation', async () => {
  const [owner, member] = await Promise.all([test.newUser(), test.newUser()]);
  const organisation = await newOrganisation(owner, { member });
  const sent = await owner.api('POST', `${organisation.url}/invitations`, { email: owner.email, role: 'member' });
  expect((await owner.api('POST', '/v1/invitations/accept', { token: sent.body.data.token })).status).toBe(200);
  const { body } = await member.api('GET', `${organisation.url}/members?role=owner`);
  expect(body.data).toMatchObject([{ user_id: owner.id }]);
});

it('lets members invite nobody, and admins no owners', async () => {
  const [owner, admin, member] = await Promise.all([test.newUser(), test.newUser(), test.newUser()]);
  const { url, id } = await newOrganisation(owner, { admin, member });
  const email = 'guest@example.com';
  expect((await member.api('POST', `${url}/invitations`, { email })).status).toBe(403);
  expect((await member.api('GET', `${url}/invitations`)).status).toBe(403);
  expect((await admin.api('POST', `${url}/invitations`, { email, role: 'owner' })).status).toBe(403);
  expect((await owner.api('POST', `${url}/invitations`, { email, role: 'owner' })).status).toBe(201);
  const [{ id: invitation }] = (await admin.api('GET', `${url}/invitations`)).body.data;
  expect(await admin.api('DELETE', `${url}/invitations/${invitation}`)).toMatchObject(missing);
  expect((await owner.api('POST', `${url}/invitations`, { email })).body.error.code).toBe('already_exists');

  const hash = createHash('sha256').update('own').digest('hex');
  const direct = { organisation_id: id, email: 'me@example.com', token_hash: hash, role: 'owner' };
  for (const user of [admin, member, await test.newUser()])
    expect((await user.rest('POST', '/invitations?select=id', direct)).status).toBe(403);
});

it('tells the token of an invitation once, and its hash to nobody', async () => {
  const { owner, organisation, token } = await invited();
  const listed = await owner.api('GET', `${organisation.url}/invitations`);
  expect(JSON.stringify(listed.body)).not.toContain(token);
  expect(listed.body.data[0]).not.toHaveProperty('token_hash');
  const found = await owner.api('GET', `${organisation.url}/invitations?email=${listed.body.data[0].email}`);
  expect(found.body).toEqual(listed.body);
  expect((await owner.api('GET', `${organisation.url}/invitations?email=x`)).body.data).toEqual([]);
  expect((await owner.rest('GET', '/invitations?select=token_hash')).status).toBe(403);
  expect((await owner.rest('GET', '/invitations?select=id')).body).toHaveLength(1);
  expect((await (await test.newUser()).rest('GET', '/invitations?select=id')).body).toEqual([]);
});

it('takes no forged sender or time of an invitation', async () => {
  const { owner, guest, organisation } = await invited();
  const hash = createHash('sha256').update(crypto.randomUUID()).digest('hex');
  const row = { organisation_id: organisation.id, email: 'x@example.com', token_hash: hash, role: 'member' };
  for (const forged of [{ invited_by: guest.id }, { expires_at: '2099-01-01' }, { created_at: '2001-01-01' }])
    expect((await owner.rest('POST', '/invitations?select=id', { ...row, ...forged })).status).toBe(403);
  expect((await owner.rest('PATCH', `/invitations?email=eq.${guest.email}&select=id`, { role: 'owner' })).status).toBe(
    403,
  );
});

it('takes an invitation from nobody who is not signed in', async () => {
  const { token } = await invited();
  expect((await test.anonymous.api('POST', '/v1/invitations/accept', { token })).status).toBe(401);
  expect([401, 403, 404]).toContain((await test.anonymous.rest('POST', '/rpc/accept_invitation', { token })).status);
});

it('tells a guessed token from no other that is wrong', async () => {
  const { guest, token } = await invited();
  const finder = await test.newUser();
  const stolen = await finder.api('POST', '/v1/invitations/accept', { token });
  const guessed = await guest.api('POST', '/v1/invitations/accept', { token: 'A'.repeat(43) });
  expect([stolen.status, stolen.body]).toEqual([guessed.status, guessed.body]);
  for (const odd of ['', 'x', `${token}x`, `${token}' or '1'='1`, { like: '%' }])
    expect((await guest.api('POST', '/v1/invitations/accept', { token: odd })).status).toBe(400);
});
