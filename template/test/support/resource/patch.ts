import { describe, expect, it } from '@jest/globals';
import type { ResourceContract } from '../resource-contract.ts';
import type { TestApp } from '../start-test-app.ts';

const mergePatch = { 'content-type': 'application/merge-patch+json' };

export const testPatch = ({ path, sample, required, nullable }: ResourceContract, test: TestApp): void => {
  describe('merge patch', () => {
    it('keeps what is absent, replaces what is there, and clears what is null', async () => {
      const user = await test.newUser();
      const first = await user.api('POST', path, await sample(user, 1));
      const row = `${path}/${first.body.data.id}`;
      const next = await sample(user, 2);

      for (const [key, value] of Object.entries(next)) {
        const before = (await user.api('GET', row)).body.data;
        const patched = await user.api('PATCH', row, { [key]: value }, mergePatch);
        expect(patched.status).toBe(200);
        const { version, updated_at, [key]: written, ...rest } = patched.body.data;
        expect(before).toMatchObject(rest);
        expect(written).toEqual((await user.api('GET', row)).body.data[key]);
      }
      for (const key of nullable) {
        const cleared = await user.api('PATCH', row, { [key]: null });
        expect(cleared).toMatchObject({ status: 200, body: { data: { [key]: null } } });
      }
    });

    it('refuses to clear what is required, and changes nothing for an empty patch', async () => {
      const user = await test.newUser();
      const created = await user.api('POST', path, await sample(user, 1));
      const row = `${path}/${created.body.data.id}`;
      for (const key of required) {
        expect(await user.api('PATCH', row, { [key]: null })).toMatchObject({
          status: 400,
          body: { error: { code: 'validation_failed' } },
        });
      }
      expect(await user.api('PATCH', row, {})).toMatchObject({ status: 200, body: created.body });
    });
  });
};
