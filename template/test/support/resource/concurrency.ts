import { describe, expect, it } from '@jest/globals';
import type { ResourceContract } from '../resource-contract.ts';
import type { TestApp } from '../start-test-app.ts';

const mismatch = { status: 412, body: { error: { code: 'version_mismatch' }, statusCode: 412 } };

export const testConcurrency = ({ path, sample }: ResourceContract, test: TestApp): void => {
  describe('changes at the same time', () => {
    it.each(['PUT', 'PATCH', 'DELETE'])('of two %s with the same If-Match one wins and one is told', async (method) => {
      const user = await test.newUser();
      const created = await user.api('POST', path, await sample(user, 1));
      const row = `${path}/${created.body.data.id}`;
      const ifMatch = { 'if-match': String(created.headers['etag']) };
      const bodies = method === 'DELETE' ? [undefined, undefined] : [await sample(user, 2), await sample(user, 3)];

      const replies = await Promise.all(bodies.map((body) => user.api(method, row, body, ifMatch)));
      const [winner, loser] = replies.toSorted((a, b) => a.status - b.status);
      expect(winner?.status).toBe(method === 'DELETE' ? 204 : 200);
      if (method === 'DELETE') expect(loser?.status).toBe(404);
      else expect(loser).toMatchObject(mismatch);
    });

    it('tells whoever comes with an old entity tag, and takes any with *', async () => {
      const user = await test.newUser();
      const input = await sample(user, 1);
      const row = `${path}/${await user.create(path, input)}`;
      const second = await user.api('PUT', row, await sample(user, 2), { 'if-match': '*' });
      expect(second.headers['etag']).toBe('"2"');
      for (const [method, body] of [
        ['PUT', input],
        ['PATCH', {}],
        ['DELETE', undefined],
      ] as const) {
        expect(await user.api(method, row, body, { 'if-match': '"1"' })).toMatchObject(mismatch);
      }
      expect((await user.api('GET', row)).body).toEqual(second.body);
      expect((await user.api('PUT', row, input, { 'if-match': 'W/"2"' })).status).toBe(400);
    });
  });
};
