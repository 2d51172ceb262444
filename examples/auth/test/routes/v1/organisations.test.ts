import { describe, expect, it } from '@jest/globals';
import { newOrganisation } from '../../support/new-organisation.ts';
import { startTestApp } from '../../support/start-test-app.ts';

const test = startTestApp();
const missing = { status: 404, body: { error: { code: 'organisation_not_found' }, statusCode: 404 } };
const roleRequired = { status: 403, body: { error: { code: 'organisation_role_required' }, statusCode: 403 } };

describe('/v1/organisations', () => {
  it('makes its creator the owner', async () => {
    const user = await test.newUser();
    const created = await user.api('POST', '/v1/organisations', { name: 'Acme' });
    expect(created).toMatchObject({
      status: 201,
      headers: { etag: '"1"' },
      body: { data: { name: 'Acme', version: 1 } },
    });
    const url = `/v1/organisations/${created.body.data.id}`;
    expect((await user.api('GET', `${url}/members`)).body.data).toMatchObject([
      { user_id: user.id, email: user.email, role: 'owner' },
    ]);
  });

  it('lists the organisations that the caller belongs to, and no others', async () => {
    const [owner, member, stranger] = await Promise.all([test.newUser(), test.newUser(), test.newUser()]);
    const [first, second] = [await newOrganisation(owner, { member }), await newOrganisation(owner)];
    const idsOf = async (user: typeof owner): Promise<string[]> =>
      (await user.api('GET', '/v1/organisations?sort=created_at')).body.data.map(({ id }: { id: string }) => id);
    expect(await idsOf(owner)).toEqual([first.id, second.id]);
    expect(await idsOf(member)).toEqual([first.id]);
    expect(await idsOf(stranger)).toEqual([]);
    const page = await owner.api('GET', '/v1/organisations?sort=created_at&limit=1');
    const next = `/v1/organisations?sort=created_at&limit=1&cursor=${page.body.pagination.next_cursor}`;
    expect((await owner.api('GET', next)).body.data).toMatchObject([{ id: second.id }]);
  });

  it('is 404 for whoever does not belong to it, whatever they do', async () => {
    const [owner, stranger] = await Promise.all([test.newUser(), test.newUser()]);
    const { url } = await newOrganisation(owner);
    for (const call of [
      await stranger.api('GET', url),
      await stranger.api('PUT', url, { name: 'Mine' }),
      await stranger.api('PATCH', url, { name: 'Mine' }),
      await stranger.api('DELETE', url),
      await stranger.api('GET', `${url}/members`),
      await stranger.api('GET', `${url}/invitations`),
      await stranger.api('POST', `${url}/invitations`, { email: stranger.email }),
    ])
      expect(call).toMatchObject(missing);
    expect((await owner.api('GET', url)).body.data).toMatchObject({ name: 'Acme', version: 1 });
  });

  it('lets admins rename and only owners delete', async () => {
    const [owner, admin, member] = await Promise.all([test.newUser(), test.newUser(), test.newUser()]);
    const { url } = await newOrganisation(owner, { admin, member });
    expect((await member.api('GET', url)).status).toBe(200);
    expect(await member.api('PUT', url, { name: 'Mine' })).toMatchObject(roleRequired);
    expect(await member.api('PATCH', url, { name: 'Mine' })).toMatchObject(roleRequired);
    expect(await admin.api('PATCH', url, { name: 'Ours' })).toMatchObject({
      status: 200,
      body: { data: { version: 2 } },
    });
    expect(await admin.api('PUT', url, { name: 'Old' }, { 'if-match': '"1"' })).toMatchObject({ status: 412 });
    expect(await admin.api('DELETE', url)).toMatchObject(roleRequired);
    expect(await member.api('DELETE', url)).toMatchObject(roleRequired);
    expect((await owner.api('DELETE', url)).status).toBe(204);
    expect(await member.api('GET', url)).toMatchObject(missing);
  });

  it('forgets whoever was removed at once', async () => {
    const [owner, member] = await Promise.all([test.newUser(), test.newUser()]);
    const { url, membershipOf } = await newOrganisation(owner, { member });
    expect((await owner.api('DELETE', `${url}/members/${membershipOf(member)}`)).status).toBe(204);
    expect(await member.api('GET', url)).toMatchObject(missing);
    expect((await member.rest('GET', '/memberships')).body).toEqual([]);
  });

  it('asks for a token, and refuses what is no name', async () => {
    const user = await test.newUser();
    expect((await test.anonymous.api('GET', '/v1/organisations')).status).toBe(401);
    for (const body of [{}, { name: '' }, { name: ' ' }, { name: 'a'.repeat(256) }, { name: 'a', role: 'owner' }])
      expect((await user.api('POST', '/v1/organisations', body)).status).toBe(400);
  });
});

describe('organisations past the API', () => {
  it('are made by nobody without an owner, nor by whoever is not signed in', async () => {
    const user = await test.newUser();
    expect(await user.rest('POST', '/organisations', { name: 'Mine' })).toMatchObject({ status: 403 });
    expect([401, 403, 404]).toContain(
      (await test.anonymous.rest('POST', '/rpc/create_organisation', { name: 'x' })).status,
    );
    expect([401, 403]).toContain((await test.anonymous.rest('GET', '/organisations')).status);
  });

  it('stay as they are for members and strangers', async () => {
    const [owner, member, stranger] = await Promise.all([test.newUser(), test.newUser(), test.newUser()]);
    const { id, url } = await newOrganisation(owner, { member });
    for (const user of [member, stranger]) {
      expect((await user.rest('PATCH', `/organisations?id=eq.${id}`, { name: 'Mine' })).body).toEqual([]);
      expect((await user.rest('DELETE', `/organisations?id=eq.${id}`)).body).toEqual([]);
      expect((await user.rest('PATCH', `/organisations?id=eq.${id}`, { version: 9 })).status).toBe(403);
    }
    expect((await stranger.rest('GET', '/organisations')).body).toEqual([]);
    expect((await owner.api('GET', url)).body.data).toMatchObject({ name: 'Acme', version: 1 });
  });

  it('say nothing of others by the functions of the policies', async () => {
    const [owner, stranger] = await Promise.all([test.newUser(), test.newUser()]);
    const { id } = await newOrganisation(owner);
    const ask = async (user: typeof owner, name: string, body: unknown) =>
      (await user.rest('POST', `/rpc/${name}`, body)).body;
    expect(await ask(owner, 'is_member', { organisation: id })).toBe(true);
    expect(await ask(stranger, 'is_member', { organisation: id })).toBe(false);
    expect(await ask(stranger, 'organisation_role', { organisation: id })).toBeNull();
    expect(await ask(stranger, 'own_organisation_ids', {})).toEqual([]);
    expect(await ask(stranger, 'has_org_role', { organisation: id, roles: ['owner', 'admin', 'member'] })).toBe(false);
  });
});
