import { describe, expect, it } from '@jest/globals';
import type { ResourceContract } from '../resource-contract.ts';
import type { TestApp } from '../start-test-app.ts';
import { ownList } from './own-list.ts';

/** Rows that are put aside instead of destroyed. */
export const testSoftDelete = (resource: ResourceContract, test: TestApp): void => {
  const { path, table, name, sample, unique, publicRead } = resource;
  const missing = { status: 404, body: { error: { code: `${name}_not_found` }, statusCode: 404 } };

  describe('soft deletion', () => {
    it('leaves a deleted row out of lists, reads and writes, and gives it back as it was', async () => {
      const user = await test.newUser();
      const created = await user.api('POST', path, await sample(user, 1));
      const row = `${path}/${created.body.data.id}`;
      expect((await user.api('DELETE', row, undefined, { 'if-match': '"1"' })).status).toBe(204);

      expect((await user.api('GET', ownList(resource, user))).body.data).toEqual([]);
      expect(await user.api('GET', row)).toMatchObject(missing);
      expect(await user.api('PUT', row, await sample(user, 2))).toMatchObject(missing);
      expect(await user.api('PATCH', row, {})).toMatchObject(missing);
      expect(await user.api('DELETE', row)).toMatchObject(missing);

      const restored = await user.api('POST', `${row}/restore`);
      const { version, updated_at, ...rest } = restored.body.data;
      expect(restored).toMatchObject({ status: 200, headers: { etag: `"${version}"` } });
      expect(created.body.data).toMatchObject(rest);
      expect((await user.api('GET', row)).body).toEqual(restored.body);
      expect((await user.api('GET', ownList(resource, user))).body.data).toEqual([restored.body.data]);
      // Once more changes nothing.
      expect((await user.api('POST', `${row}/restore`)).body).toEqual(restored.body);
    });

    it('restores for the owner alone', async () => {
      const [owner, other] = [await test.newUser(), await test.newUser()];
      const id = await owner.create(path, await sample(owner, 1));
      const before = await other.api('POST', `${path}/${id}/restore`);
      expect(before).toMatchObject(publicRead ? { status: 403, body: { error: { code: 'not_owner' } } } : missing);
      await owner.api('DELETE', `${path}/${id}`);
      expect(await other.rest('GET', `/${table}?id=eq.${id}`)).toMatchObject({ status: 200, body: [] });
      expect(await other.api('POST', `${path}/${id}/restore`)).toMatchObject(missing);
      expect(await other.rest('PATCH', `/${table}?id=eq.${id}`, { deleted_at: null })).toMatchObject({ body: [] });
      expect((await test.anonymous.api('POST', `${path}/${id}/restore`)).status).toBe(401);
      expect(await owner.api('GET', `${path}/${id}`)).toMatchObject(missing);
      expect(await owner.api('POST', `${path}/${crypto.randomUUID()}/restore`)).toMatchObject(missing);
    });

    it('keeps the row, and the time of its deletion, from calls that go past the API', async () => {
      const user = await test.newUser();
      const id = await user.create(path, await sample(user, 1));
      const one = `/${table}?id=eq.${id}`;
      expect(await user.rest('DELETE', one)).toMatchObject({ status: 403, body: { code: '42501' } });
      for (const forged of ['2001-01-01', '2999-01-01']) {
        const [deleted] = (await user.rest('PATCH', one, { deleted_at: forged })).body;
        expect(Math.abs(Date.parse(deleted.deleted_at) - Date.now())).toBeLessThan(60_000);
      }
      const born = await user.rest('POST', `/${table}`, { ...(await sample(user, 2)), deleted_at: '2001-01-01' });
      expect(born).toMatchObject({ status: 403, body: { code: '42501' } });
    });

    it('frees what must be unique, and restores no row whose value was given away', async () => {
      const user = await test.newUser();
      const first = await sample(user, 1);
      const id = await user.create(path, first);
      await user.api('DELETE', `${path}/${id}`);
      const second = await user.create(path, first);
      const taken = await user.api('POST', `${path}/${id}/restore`);
      if (unique.length === 0) return expect(taken.status).toBe(200);
      expect(taken).toMatchObject({ status: 409, body: { error: { code: 'already_exists' } } });
      await user.api('DELETE', `${path}/${second}`);
      expect((await user.api('POST', `${path}/${id}/restore`)).status).toBe(200);
    });
  });
};
