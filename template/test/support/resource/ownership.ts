import { describe, expect, it } from '@jest/globals';
import type { ResourceContract } from '../resource-contract.ts';
import type { TestApp } from '../start-test-app.ts';
import { ownList } from './own-list.ts';

/** Two users through the API, and the same straight at PostgREST, which a user's token reaches without the API. */
export const testOwnership = (resource: ResourceContract, test: TestApp): void => {
  const { path, table, name, sample, references, refusedByDatabase, softDelete, publicRead, tenant } = resource;
  const missing = { status: 404, body: { error: { code: `${name}_not_found` } } };
  const refused = publicRead ? { status: 403, body: { error: { code: 'not_owner' } } } : missing;

  describe('ownership', () => {
    it(`${publicRead ? 'shows a row to' : 'hides a row from'} another user, and keeps it from their writes`, async () => {
      const [owner, other] = [await test.newUser(), await test.newUser()];
      const id = await owner.create(path, await sample(owner, 1));
      const before = await owner.api('GET', `${path}/${id}`);
      const theirs = await sample(other, 2);

      const read = publicRead ? { status: 200, body: before.body } : missing;
      const [listed] = (await other.api('GET', path)).body.data;
      expect(listed).toEqual(publicRead ? before.body.data : undefined);
      expect(await other.api('GET', `${path}/${id}`)).toMatchObject(read);
      expect(await other.api('PUT', `${path}/${id}`, theirs)).toMatchObject(refused);
      expect(await other.api('PATCH', `${path}/${id}`, theirs)).toMatchObject(refused);
      expect(await other.api('PATCH', `${path}/${id}`, {})).toMatchObject(refused);
      expect(await other.api('DELETE', `${path}/${id}`)).toMatchObject(refused);
      expect((await owner.api('GET', `${path}/${id}`)).body).toEqual(before.body);
    });

    it('refuses whoever is not signed in', async () => {
      const user = await test.newUser();
      const body = await sample(user, 1);
      const id = await user.create(path, await sample(user, 2));
      const calls = [
        await test.anonymous.api('GET', path),
        await test.anonymous.api('POST', path, {}),
        await test.anonymous.api('GET', `${path}/${id}`),
        await test.anonymous.api('PUT', `${path}/${id}`, {}),
        await test.anonymous.api('PATCH', `${path}/${id}`, {}),
        await test.anonymous.api('DELETE', `${path}/${id}`),
      ];
      for (const call of calls)
        expect(call).toMatchObject({ status: 401, body: { error: { code: 'token_required' } } });
      const direct = [
        await test.anonymous.rest('GET', `/${table}`),
        await test.anonymous.rest('POST', `/${table}`, body),
        await test.anonymous.rest('PATCH', `/${table}?id=eq.${id}`, body),
        await test.anonymous.rest('DELETE', `/${table}?id=eq.${id}`),
      ];
      for (const call of direct) expect(call.body).toMatchObject({ code: '42501' });
      expect((await user.api('GET', `${path}/${id}`)).status).toBe(200);
    });

    it('holds against calls that go past the API', async () => {
      const [owner, other] = [await test.newUser(), await test.newUser()];
      const id = await owner.create(path, await sample(owner, 1));
      const one = `/${table}?id=eq.${id}`;
      const before = await owner.api('GET', `${path}/${id}`);
      const theirs = await sample(other, 2);

      expect((await other.rest('GET', one)).body).toHaveLength(publicRead ? 1 : 0);
      expect(await other.rest('PATCH', one, theirs)).toMatchObject({ status: 200, body: [] });
      expect(await other.rest('DELETE', one)).toMatchObject(softDelete ? { status: 403 } : { status: 200, body: [] });
      expect((await owner.api('GET', `${path}/${id}`)).body).toEqual(before.body);
    });

    const whose = tenant ? 'created_by' : 'owner_id';
    it.each(['id', whose, 'version', 'created_at', 'updated_at'])(
      'leaves %s to the database, whoever writes it',
      async (column) => {
        const [owner, other] = [await test.newUser(), await test.newUser()];
        const id = await owner.create(path, await sample(owner, 1));
        const forged: Readonly<Record<string, unknown>> = {
          id: crypto.randomUUID(),
          [whose]: other.id,
          version: 99,
          created_at: '2001-01-01',
          updated_at: '2001-01-01',
        };
        const value = { [column]: forged[column] };

        expect(await owner.rest('PATCH', `/${table}?id=eq.${id}`, value)).toMatchObject({
          status: 403,
          body: { code: '42501' },
        });
        const inserted = await owner.rest('POST', `/${table}`, { ...(await sample(owner, 2)), ...value });
        expect(inserted).toMatchObject({ status: 403, body: { code: '42501' } });
        expect((await owner.api('PATCH', `${path}/${id}`, value)).status).toBe(400);
        expect((await owner.api('POST', path, { ...(await sample(owner, 3)), ...value })).status).toBe(400);
      },
    );

    it('keeps what the schema promises from direct writes too', async () => {
      const user = await test.newUser();
      const cases = Object.entries(refusedByDatabase).flatMap(([column, values]) =>
        values.map((value) => ({ [column]: value })),
      );
      for (const [n, values] of cases.entries()) {
        const inserted = await user.rest('POST', `/${table}`, { ...(await sample(user, n)), ...values });
        expect({ ...values, refused: inserted.status >= 400 }).toEqual({ ...values, refused: true });
      }
      expect((await user.api('GET', ownList(resource, user))).body.data).toEqual([]);
    });

    const targets = Object.entries(references);
    it.each(targets.length > 0 ? targets : [['nothing', '']])(
      'refers through %s to own rows only',
      async (column, target) => {
        const [owner, other] = [await test.newUser(), await test.newUser()];
        const input = await sample(owner, 1);
        if (target === '') return expect(Object.keys(input).filter((key) => references[key] !== undefined)).toEqual([]);
        const foreign =
          target === path ? await other.create(path, await sample(other, 2)) : (await sample(other, 2))[column];
        for (const id of [foreign, crypto.randomUUID()]) {
          const created = await owner.api('POST', path, { ...input, [column]: id });
          expect(created).toMatchObject({ status: 422, body: { error: { code: 'reference_not_found' } } });
          expect((await owner.rest('POST', `/${table}`, { ...input, [column]: id })).status).toBe(409);
        }
      },
    );
  });
};
