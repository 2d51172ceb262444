import { describe, expect, it } from '@jest/globals';
import type { ResourceContract } from '../resource-contract.ts';
import type { TestApp } from '../start-test-app.ts';
import type { TestUser } from '../test-user.ts';

type Parent = NonNullable<ResourceContract['parent']>;

/** Rows that stand below those of another resource. */
export const testNesting = (resource: ResourceContract, parent: Parent, test: TestApp): void => {
  const { path, table, name, sample } = resource;
  const missing = { status: 404, body: { error: { code: `${name}_not_found` }, statusCode: 404 } };
  const newParent = async (user: TestUser, n: number): Promise<{ id: string; url: string }> => {
    const id = await user.create(parent.path, await parent.sample(user, 1000 + n));
    return { id, url: path.replace(`:${parent.column}`, id) };
  };

  describe('below a parent', () => {
    it('shows the rows of this parent alone, each at no other URL', async () => {
      const user = await test.newUser();
      const [one, two] = [await newParent(user, 1), await newParent(user, 2)];
      const created = await user.api('POST', one.url, await sample(user, 1));
      expect(created).toMatchObject({ status: 201, body: { data: { [parent.column]: one.id } } });
      const { id } = created.body.data;
      expect((await user.api('GET', one.url)).body.data).toEqual([created.body.data]);
      expect((await user.api('GET', two.url)).body.data).toEqual([]);
      const elsewhere = `${two.url}/${id}`;
      expect(await user.api('GET', elsewhere)).toMatchObject(missing);
      expect(await user.api('PUT', elsewhere, await sample(user, 2))).toMatchObject(missing);
      expect(await user.api('PATCH', elsewhere, {})).toMatchObject(missing);
      expect(await user.api('DELETE', elsewhere)).toMatchObject(missing);
      expect((await user.api('GET', `${one.url}/${id}`)).body).toEqual(created.body);
    });

    it('is 404 below a parent of another user, or none', async () => {
      const [owner, other] = [await test.newUser(), await test.newUser()];
      const { id, url } = await newParent(owner, 1);
      const row = `${url}/${await owner.create(url, await sample(owner, 1))}`;
      const nowhere = path.replace(`:${parent.column}`, crypto.randomUUID());
      // Of a parent that is public the list is there, and it is empty.
      const isPublic = (await other.api('GET', `${parent.path}/${id}`)).status === 200;
      expect(await other.api('GET', url)).toMatchObject(
        isPublic ? { status: 200, body: { data: [] } } : { status: 404 },
      );
      expect((await other.api('POST', url, await sample(other, 2))).status).toBe(isPublic ? 422 : 404);
      expect((await other.api('GET', nowhere)).status).toBe(404);
      expect((await other.api('POST', nowhere, await sample(other, 3))).status).toBe(404);
      expect(await other.api('GET', row)).toMatchObject(missing);
      expect(await other.api('PUT', row, await sample(other, 4))).toMatchObject(missing);
      expect(await other.api('DELETE', row)).toMatchObject(missing);
      expect((await other.api('GET', path.replace(`:${parent.column}`, '123'))).status).toBe(400);
    });

    it('never moves a row to another parent, nor puts one below what is not its owner’s', async () => {
      const [owner, other] = [await test.newUser(), await test.newUser()];
      const [mine, second] = [await newParent(owner, 1), await newParent(owner, 2)];
      const theirs = await newParent(other, 3);
      const id = await owner.create(mine.url, await sample(owner, 1));
      const moved = { [parent.column]: second.id };
      expect((await owner.api('PATCH', `${mine.url}/${id}`, moved)).status).toBe(400);
      expect(await owner.rest('PATCH', `/${table}?id=eq.${id}`, moved)).toMatchObject({
        status: 403,
        body: { code: '42501' },
      });
      const foreign = { ...(await sample(owner, 2)), [parent.column]: theirs.id };
      expect((await owner.rest('POST', `/${table}`, foreign)).status).toBe(409);
    });
  });
};
