import { describe, expect, it } from '@jest/globals';
import { newOrganisation } from './new-organisation.ts';
import type { ResourceContract } from './resource-contract.ts';
import { startTestApp } from './start-test-app.ts';
import type { TestUser } from './test-user.ts';

/** What a resource of an organisation must do: its members share the rows, and nobody else reaches them. */
export function describeTenancy(resource: ResourceContract): void {
  const { path, table, name, softDelete, references } = resource;
  describe(`${path}, shared by an organisation`, () => {
    const test = startTestApp();
    const missing = { status: 404, body: { error: { code: `${name}_not_found` }, statusCode: 404 } };
    const noOrganisation = { status: 404, body: { error: { code: 'organisation_not_found' }, statusCode: 404 } };
    const at = (id: string, url = path): string => url.replace(':organisation_id', id);
    /** A body for a row of this organisation: what it refers to is made there, as this user. */
    const sample = (user: TestUser, organisationId: string, n: number) =>
      resource.sample({ ...user, create: (url, body) => user.create(at(organisationId, url), body) }, n);

    const shared = async () => {
      const [owner, admin, member, stranger] = await Promise.all([
        test.newUser(),
        test.newUser(),
        test.newUser(),
        test.newUser(),
      ]);
      const organisation = await newOrganisation(owner, { admin, member });
      const other = await newOrganisation(stranger);
      const url = at(organisation.id);
      const bodyOf = (user: TestUser, n: number) => sample(user, organisation.id, n);
      const id = await owner.create(url, await bodyOf(owner, 1));
      return { owner, admin, member, stranger, organisation, other, url, id, row: `${url}/${id}`, bodyOf };
    };

    it('is read and written by every member', async () => {
      const { owner, member, url, row, bodyOf } = await shared();
      expect((await member.api('GET', url)).body.data).toEqual([(await owner.api('GET', row)).body.data]);
      expect(await member.api('PUT', row, await bodyOf(member, 2))).toMatchObject({ status: 200 });
      expect((await owner.api('GET', row)).body.data.version).toBe(2);
      await member.create(url, await bodyOf(member, 3));
      expect((await owner.api('GET', url)).body.data).toHaveLength(2);
    });

    it(`is ${softDelete ? 'put aside by members' : 'deleted by owners and admins alone'}`, async () => {
      const { admin, member, url, id, row } = await shared();
      if (softDelete) {
        expect((await member.api('DELETE', row)).status).toBe(204);
        expect((await member.api('POST', `${row}/restore`)).status).toBe(200);
        return;
      }
      expect(await member.api('DELETE', row)).toMatchObject({
        status: 403,
        body: { error: { code: 'organisation_role_required' } },
      });
      expect((await member.rest('DELETE', `/${table}?id=eq.${id}`)).body).toEqual([]);
      expect((await admin.api('GET', url)).body.data).toHaveLength(1);
      expect((await admin.api('DELETE', row, undefined, { 'if-match': '"9"' })).status).toBe(412);
      expect((await admin.api('DELETE', row)).status).toBe(204);
      expect(await admin.api('DELETE', row)).toMatchObject(missing);
    });

    it('is 404 for whoever is no member, and at the URL of another organisation', async () => {
      const { owner, stranger, other, url, id, row } = await shared();
      expect(await stranger.api('GET', url)).toMatchObject(noOrganisation);
      const theirs = await sample(stranger, other.id, 2);
      expect(await stranger.api('POST', url, theirs)).toMatchObject(noOrganisation);
      const elsewhere = `${at(other.id)}/${id}`;
      for (const one of [row, elsewhere]) {
        expect(await stranger.api('GET', one)).toMatchObject(missing);
        expect(await stranger.api('PUT', one, theirs)).toMatchObject(missing);
        expect(await stranger.api('PATCH', one, {})).toMatchObject(missing);
        expect(await stranger.api('DELETE', one)).toMatchObject(missing);
      }
      expect((await stranger.api('GET', at(other.id))).body.data).toEqual([]);
      expect((await stranger.api('GET', at('123'))).status).toBe(400);
      expect((await owner.api('GET', row)).body.data.version).toBe(1);
    });

    it('is out of reach for a removed member at once', async () => {
      const { owner, member, organisation, url, id, row, bodyOf } = await shared();
      const body = await bodyOf(owner, 2);
      const membership = `${organisation.url}/members/${organisation.membershipOf(member)}`;
      expect((await owner.api('DELETE', membership)).status).toBe(204);
      expect(await member.api('GET', url)).toMatchObject(noOrganisation);
      expect(await member.api('GET', row)).toMatchObject(missing);
      expect(await member.api('PUT', row, body)).toMatchObject(missing);
      expect((await member.rest('GET', `/${table}?id=eq.${id}`)).body).toEqual([]);
      const inserted = { ...body, organisation_id: organisation.id };
      expect(await member.rest('POST', `/${table}`, inserted)).toMatchObject({ status: 403, body: { code: '42501' } });
    });

    it('holds against calls that go past the API', async () => {
      const { owner, member, stranger, organisation, other, id, row } = await shared();
      const one = `/${table}?id=eq.${id}`;
      const before = await owner.api('GET', row);
      const body = await sample(stranger, other.id, 2);
      expect((await stranger.rest('GET', one)).body).toEqual([]);
      expect((await stranger.rest('PATCH', one, body)).body).toEqual([]);
      expect((await stranger.rest('POST', `/${table}`, { ...body, organisation_id: organisation.id })).status).toBe(
        403,
      );
      expect((await member.rest('PATCH', one, { organisation_id: other.id })).status).toBe(403);
      const forged = { ...body, organisation_id: organisation.id, created_by: owner.id };
      expect((await member.rest('POST', `/${table}`, forged)).status).toBe(403);
      expect((await owner.api('GET', row)).body).toEqual(before.body);
    });

    const targets = Object.entries(references);
    it.each(targets.length > 0 ? targets : [['nothing', '']])(
      'refers through %s to rows of the same organisation only, though its writer is a member of both',
      async (column, target) => {
        const { owner, member, organisation, url, id, row, bodyOf } = await shared();
        const input = await bodyOf(member, 2);
        if (target === '') return expect(Object.keys(input).filter((key) => references[key] !== undefined)).toEqual([]);
        const second = await newOrganisation(member, { admin: owner });
        const theirs = await sample(member, second.id, 3);
        const foreign = target === path ? await member.create(at(second.id), theirs) : theirs[column];
        const inserted = { ...input, organisation_id: organisation.id, [column]: foreign };
        const refused = { status: 422, body: { error: { code: 'reference_not_found' } } };
        expect(await member.api('POST', url, { ...input, [column]: foreign })).toMatchObject(refused);
        expect(await member.api('PUT', row, { ...input, [column]: foreign })).toMatchObject(refused);
        expect((await member.rest('POST', `/${table}`, inserted)).status).toBe(409);
        expect((await member.rest('PATCH', `/${table}?id=eq.${id}`, { [column]: foreign })).status).toBe(409);
        // What a member made, each other member may refer to.
        const own = target === path ? id : (await bodyOf(owner, 4))[column];
        expect((await member.api('POST', url, { ...(await bodyOf(member, 5)), [column]: own })).status).toBe(201);
      },
    );

    it('goes with its organisation', async () => {
      const { owner, organisation, id, url } = await shared();
      expect((await owner.api('DELETE', organisation.url)).status).toBe(204);
      expect(await owner.api('GET', url)).toMatchObject(noOrganisation);
      expect((await owner.rest('GET', `/${table}?id=eq.${id}`)).body).toEqual([]);
    });
  });
}
