import { describe, expect, it } from '@jest/globals';
import type { ResourceContract } from '../resource-contract.ts';
import type { TestApp } from '../start-test-app.ts';

const invalid = {
  status: 400,
  body: { error: { code: 'validation_failed', details: expect.any(Array) }, statusCode: 400 },
};

export const testValidation = ({ path, sample, refused, required, unique }: ResourceContract, test: TestApp): void => {
  describe('validation', () => {
    it('refuses values of the wrong type, form or length', async () => {
      const user = await test.newUser();
      const good = await sample(user, 1);
      const cases = Object.entries(refused).flatMap(([column, values]) => values.map((value) => ({ column, value })));
      for (const { column, value } of cases) {
        const reply = await user.api('POST', path, { ...good, [column]: value });
        expect({ column, value, ...reply }).toMatchObject({ column, value, ...invalid });
      }
    });

    it('refuses a body without what is required, with an unknown key, or that is no object', async () => {
      const user = await test.newUser();
      const good = await sample(user, 1);
      const without = required.map((key) =>
        Object.fromEntries(Object.entries(good).filter(([other]) => other !== key)),
      );
      for (const body of [...without, { ...good, no_such_key: 1 }, [], 'text', null]) {
        expect({ sent: body, ...(await user.api('POST', path, body)) }).toMatchObject({ sent: body, ...invalid });
      }
      const row = `${path}/${await user.create(path, good)}`;
      expect(await user.api('PUT', row, { ...good, no_such_key: 1 })).toMatchObject(invalid);
      expect(await user.api('PATCH', row, { no_such_key: 1 })).toMatchObject(invalid);
    });

    it('refuses too long a body, broken JSON and another content type in the one error format', async () => {
      const user = await test.newUser();
      const long = await user.api('POST', path, { text: 'x'.repeat(1_100_000) });
      expect(long).toMatchObject({ status: 413, body: { error: { code: 'body_too_large' }, statusCode: 413 } });
      const headers = { authorization: `Bearer ${user.token}` };
      const broken = await test.app().inject({
        method: 'POST',
        url: path,
        payload: '{',
        headers: { ...headers, 'content-type': 'application/json' },
      });
      expect(broken.json()).toMatchObject({ statusCode: 400 });
      const text = await test
        .app()
        .inject({ method: 'POST', url: path, payload: '{}', headers: { ...headers, 'content-type': 'text/plain' } });
      expect(text.json()).toMatchObject({ error: { code: 'unsupported_media_type' }, statusCode: 415 });
    });

    it('refuses ids that are none, and parameters given twice', async () => {
      const user = await test.newUser();
      for (const url of [
        `${path}/123`,
        `${path}?limit=1&limit=2`,
        `${path}?limit=101`,
        `${path}?limit=0`,
        `${path}?no_such=1`,
      ]) {
        expect({ url, ...(await user.api('GET', url)) }).toMatchObject({ url, ...invalid });
      }
    });

    it('refuses a value twice where it must be unique, but only to the same user', async () => {
      const [user, other] = [await test.newUser(), await test.newUser()];
      const first = await sample(user, 1);
      await user.create(path, first);
      for (const [index, column] of unique.entries()) {
        const second = { ...(await sample(user, index + 2)), [column]: first[column] };
        expect(await user.api('POST', path, second)).toMatchObject({
          status: 409,
          body: { error: { code: 'already_exists' } },
        });
      }
      expect((await other.api('POST', path, await sample(other, 1))).status).toBe(201);
    });
  });
};
