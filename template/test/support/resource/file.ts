import { describe, expect, it } from '@jest/globals';
import { admin } from '../admin.ts';
import type { ResourceContract } from '../resource-contract.ts';
import { sampleFiles } from '../sample-files.ts';
import type { TestApp } from '../start-test-app.ts';
import { storageOf } from '../storage-of.ts';
import type { TestUser } from '../test-user.ts';

const { png, pdf } = sampleFiles;
const refusal = (status: number, code: string) => ({ status, body: { error: { code }, statusCode: status } });
const noFile = refusal(404, 'file_not_found');

/** The file that can be attached to a row. */
export const testFile = (resource: ResourceContract, test: TestApp): void => {
  const { path, name, sample, softDelete, publicRead } = resource;
  const folder = path.split('/').at(-1) ?? '';
  const missing = refusal(404, `${name}_not_found`);
  const put = (user: TestUser, file: string, as = 'a.png', bytes = png()) =>
    user.api('PUT', `${file}?name=${as}`, bytes);
  const newRow = async (user: TestUser) => {
    const row = `${path}/${await user.create(path, await sample(user, 1))}`;
    return { row, file: `${row}/file`, id: row.split('/').at(-1) ?? '' };
  };
  const pathsOf = async (id: string): Promise<string[]> => {
    const { data } = await admin().from('files').select('path').like('path', `%/${folder}/${id}/%`);
    return (data ?? []).map(({ path: one }) => one ?? '');
  };

  describe('its file', () => {
    it('is uploaded, read by URL, replaced and deleted, and leaves the row as it was', async () => {
      const user = await test.newUser();
      const { row, file, id } = await newRow(user);
      const before = await user.api('GET', row);
      expect(await user.api('GET', file)).toMatchObject(noFile);

      const first = await put(user, file);
      expect(first).toMatchObject({
        status: 200,
        body: { data: { name: 'a.png', type: 'image/png', size: png().length } },
      });
      expect(Buffer.from(await (await fetch(first.body.data.url)).arrayBuffer()).equals(png())).toBe(true);

      expect(await put(user, file, 'b.pdf', pdf())).toMatchObject({ status: 200 });
      const read = await user.api('GET', file);
      expect(read).toMatchObject({ status: 200, body: { data: { name: 'b.pdf', type: 'application/pdf' } } });
      expect(await pathsOf(id)).toHaveLength(1);

      expect((await user.api('DELETE', file)).status).toBe(204);
      expect(await user.api('GET', file)).toMatchObject(noFile);
      expect(await user.api('DELETE', file)).toMatchObject(noFile);
      expect((await user.api('GET', row)).body).toEqual(before.body);
    });

    it('is what its first bytes say, or it is refused and the one before stays', async () => {
      const user = await test.newUser();
      const { file } = await newRow(user);
      await put(user, file, 'a.png');
      const script = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
      expect(await put(user, file, 'b.png', script)).toMatchObject(refusal(415, 'file_type_refused'));
      expect(await put(user, file, '..%2Fb.png')).toMatchObject(refusal(400, 'validation_failed'));
      expect(await user.api('GET', file)).toMatchObject({ status: 200, body: { data: { name: 'a.png' } } });
    });

    it(`is ${publicRead ? 'shown to' : 'hidden from'} another user, and the owner’s alone to write`, async () => {
      const [owner, other] = [await test.newUser(), await test.newUser()];
      const { file, id } = await newRow(owner);
      await put(owner, file);
      const refused = publicRead ? refusal(403, 'not_owner') : missing;
      expect(await other.api('GET', file)).toMatchObject(publicRead ? { status: 200 } : missing);
      expect(await put(other, file)).toMatchObject(refused);
      expect(await other.api('DELETE', file)).toMatchObject(refused);
      for (const method of ['GET', 'PUT', 'DELETE']) expect((await test.anonymous.api(method, file)).status).toBe(401);

      const [stored = ''] = await pathsOf(id);
      const storage = storageOf(other.token);
      expect((await storage('GET', `/object/files/${stored}`)).status === 200).toBe(publicRead);
      await storage('DELETE', '/object/files', JSON.stringify({ prefixes: [stored] }));
      // A file that another puts below the id of this row is not the row's.
      const forged = `${other.id}/${folder}/${id}/${crypto.randomUUID()}/forged.png`;
      expect((await storage('POST', `/object/files/${forged}`, png(), { 'content-type': 'image/png' })).status).toBe(
        200,
      );
      expect((await owner.api('GET', file)).body.data.name).toBe('a.png');
      expect((await other.api('GET', '/v1/files')).body.data).toMatchObject([{ name: 'forged.png' }]);
    });

    it(softDelete ? 'is put aside with its row, and comes back with it' : 'goes with its row', async () => {
      const [owner, other] = [await test.newUser(), await test.newUser()];
      const { row, file, id } = await newRow(owner);
      await put(owner, file);
      const [stored = ''] = await pathsOf(id);
      expect((await owner.api('DELETE', row)).status).toBe(204);
      expect(await owner.api('GET', file)).toMatchObject(missing);
      expect(await put(owner, file)).toMatchObject(missing);
      expect((await storageOf(other.token)('GET', `/object/files/${stored}`)).status).not.toBe(200);
      expect(await pathsOf(id)).toHaveLength(softDelete ? 1 : 0);
      if (!softDelete) return;
      await owner.api('POST', `${row}/restore`);
      expect(await owner.api('GET', file)).toMatchObject({ status: 200, body: { data: { name: 'a.png' } } });
    });

    it('is the newer one of two that are uploaded at the same time', async () => {
      const user = await test.newUser();
      const { file, id } = await newRow(user);
      const replies = await Promise.all([put(user, file, 'a.png'), put(user, file, 'b.pdf', pdf())]);
      expect(replies.map(({ status }) => status)).toEqual([200, 200]);
      expect((await user.api('GET', file)).status).toBe(200);
      expect((await pathsOf(id)).length).toBeGreaterThanOrEqual(1);
    });
  });
};
