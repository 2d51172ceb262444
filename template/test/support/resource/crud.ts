import { expect, it } from '@jest/globals';
import type { ResourceContract } from '../resource-contract.ts';
import type { TestApp } from '../start-test-app.ts';
import { ownList } from './own-list.ts';

export const testCrud = (resource: ResourceContract, test: TestApp): void => {
  const { path, name, sample, required, exactly } = resource;

  it('creates, reads, lists, replaces and deletes a row', async () => {
    const user = await test.newUser();
    const input = await sample(user, 1);

    const created = await user.api('POST', path, input);
    expect(created.status).toBe(201);
    const { id } = created.body.data;
    expect(created.body.data).toMatchObject({ id: expect.any(String), version: 1 });
    expect(created.headers).toMatchObject({ etag: '"1"', location: `${path}/${id}` });

    const read = await user.api('GET', `${path}/${id}`);
    expect(read.status).toBe(200);
    expect(read.body).toEqual(created.body);

    const listed = await user.api('GET', ownList(resource, user));
    expect(listed.body).toEqual({ data: [created.body.data], pagination: { limit: 20, next_cursor: null } });

    const replaced = await user.api('PUT', `${path}/${id}`, await sample(user, 2));
    expect(replaced.status).toBe(200);
    expect(replaced.body.data).toMatchObject({ id, version: 2, created_at: created.body.data.created_at });

    const deleted = await user.api('DELETE', `${path}/${id}`);
    expect(deleted).toMatchObject({ status: 204, body: '' });
    for (const reply of [await user.api('GET', `${path}/${id}`), await user.api('DELETE', `${path}/${id}`)]) {
      expect(reply).toMatchObject({ status: 404, body: { error: { code: `${name}_not_found` }, statusCode: 404 } });
    }
  });

  it('takes a body without what is not required', async () => {
    const user = await test.newUser();
    const full = await sample(user, 1);
    const minimal = Object.fromEntries(Object.entries(full).filter(([key]) => required.includes(key)));
    const created = await user.api('POST', path, minimal);
    expect(created.status).toBe(201);
    expect(created.body.data).toMatchObject(minimal);
  });

  it('gives every value back exactly as it was written', async () => {
    const user = await test.newUser();
    const cases = Object.entries(exactly).flatMap(([column, values]) => values.map((value) => ({ [column]: value })));
    for (const [n, values] of cases.entries()) {
      const created = await user.api('POST', path, { ...(await sample(user, n)), ...values });
      expect({ ...values, status: created.status }).toEqual({ ...values, status: 201 });
      expect(created.body.data).toMatchObject(values);
      const read = await user.api('GET', `${path}/${created.body.data.id}`);
      expect(read.body.data).toMatchObject(values);
      await user.api('DELETE', `${path}/${created.body.data.id}`);
    }
  });
};
