import { expect, it } from '@jest/globals';
import { admin } from '../support/admin.ts';
import { sampleFiles } from '../support/sample-files.ts';
import { startTestApp } from '../support/start-test-app.ts';
import { storageOf } from '../support/storage-of.ts';

// What a user's token can do at the storage API itself, which it reaches without ours.
const test = startTestApp();
const { png, pdf } = sampleFiles;

const isPng = { 'content-type': 'image/png' };
const newUser = async () => {
  const user = await test.newUser();
  return { ...user, storage: storageOf(user.token) };
};
/** All paths in the bucket that begin so. */
const pathsBelow = async (start: string): Promise<(string | null)[]> => {
  const { data, error } = await admin().from('files').select('path').like('path', `${start}%`);
  expect(error).toBeNull();
  return (data ?? []).map(({ path }) => path);
};
const refused = { status: expect.any(Number), body: expect.stringContaining('error') };

it('lets a user write, read and remove in their own folder, past the API', async () => {
  const user = await newUser();
  const path = `${user.id}/a.png`;
  expect((await user.storage('POST', `/object/files/${path}`, png(), isPng)).status).toBe(200);
  expect(await user.storage('GET', `/object/files/${path}`)).toEqual({
    status: 200,
    body: png().toString('latin1'),
  });
  expect((await user.storage('DELETE', '/object/files', JSON.stringify({ prefixes: [path] }))).status).toBe(200);
  expect(await pathsBelow(user.id)).toEqual([]);
});

it('lets nobody reach a file of another past the API', async () => {
  const [owner, other] = [await newUser(), await newUser()];
  const path = `${owner.id}/a.png`;
  await owner.storage('POST', `/object/files/${path}`, png(), isPng);
  await other.storage('POST', `/object/files/${other.id}/own.png`, png(), isPng);

  for (const storage of [other.storage, storageOf(null)]) {
    expect(await storage('POST', `/object/files/${owner.id}/b.png`, png(), isPng)).toMatchObject(refused);
    expect(await storage('POST', `/object/files/b.png`, png(), isPng)).toMatchObject(refused);
    const upsert = { ...isPng, 'x-upsert': 'true' };
    expect(await storage('POST', `/object/files/${path}`, pdf(), upsert)).toMatchObject(refused);
    expect(await storage('PUT', `/object/files/${path}`, pdf(), isPng)).toMatchObject(refused);
    expect(await storage('GET', `/object/files/${path}`)).toMatchObject(refused);
    expect(await storage('GET', `/object/public/files/${path}`)).toMatchObject(refused);
    expect(await storage('GET', `/object/info/files/${path}`)).toMatchObject(refused);
    expect(await storage('POST', `/object/sign/files/${path}`, '{"expiresIn":60}')).toMatchObject(refused);
    expect(await storage('POST', `/object/upload/sign/files/${owner.id}/c.png`, '{}')).toMatchObject(refused);
    for (const [sourceKey, destinationKey] of [
      [path, `${other.id}/taken.png`],
      [`${other.id}/own.png`, `${owner.id}/given.png`],
    ])
      for (const how of ['copy', 'move']) {
        const body = JSON.stringify({ bucketId: 'files', sourceKey, destinationKey });
        expect(await storage('POST', `/object/${how}`, body)).toMatchObject(refused);
      }
    await storage('DELETE', '/object/files', JSON.stringify({ prefixes: [path] }));
    const listed = await storage('POST', '/object/list/files', JSON.stringify({ prefix: `${owner.id}/` }));
    expect(listed.body).not.toContain('a.png');
  }
  expect((await owner.storage('GET', `/object/files/${path}`)).body).toBe(png().toString('latin1'));
  expect(await pathsBelow(owner.id)).toEqual([path]);
  expect(await pathsBelow(other.id)).toEqual([`${other.id}/own.png`]);
});

it.each([
  ...['ME/../OTHER/a.png', 'ME/%2e%2e/OTHER/a.png', 'ME%2f..%2fOTHER%2fa.png', 'ME/..%2fOTHER/a.png'],
  ...['ME/..%5cOTHER%5ca.png', 'ME//a.png', '/ME/a.png', 'ME/a%00.png', 'ME/a%0a.png'],
  ...['ME/a%5cb.png', 'ME/a..png', 'ME/.hidden', 'ME/%E2%80%AEa.png', 'ME', 'ME/', 'ME0/a.png'],
  'ME/a/b/c/d/e/f.png',
])('stores nothing by the path %s', async (form) => {
  const [user, other] = [await newUser(), await newUser()];
  const path = form.replace('ME', user.id).replace('OTHER', other.id);
  const reply = await user.storage('POST', `/object/files/${path}`, png(), isPng);
  expect(reply.status).toBeGreaterThanOrEqual(400);
  expect(await pathsBelow('')).not.toContain(expect.stringContaining(`${user.id}0`));
  expect([...(await pathsBelow(user.id)), ...(await pathsBelow(other.id))]).toEqual([]);
});

it('lets nobody change a file in place or move it', async () => {
  const user = await newUser();
  const path = `${user.id}/a.png`;
  await user.storage('POST', `/object/files/${path}`, png(), isPng);
  const upsert = { ...isPng, 'x-upsert': 'true' };
  expect(await user.storage('POST', `/object/files/${path}`, pdf(), upsert)).toMatchObject(refused);
  expect(await user.storage('PUT', `/object/files/${path}`, pdf(), isPng)).toMatchObject(refused);
  const move = { bucketId: 'files', sourceKey: path, destinationKey: `${user.id}/b.png` };
  expect(await user.storage('POST', '/object/move', JSON.stringify(move))).toMatchObject(refused);
  expect(await pathsBelow(user.id)).toEqual([path]);
});

it('stores no type that runs script or is to be unpacked, past the API', async () => {
  const user = await newUser();
  for (const type of ['text/html', 'image/svg+xml', 'application/zip', 'text/plain'])
    expect(await user.storage('POST', `/object/files/${user.id}/a.png`, png(), { 'content-type': type })).toMatchObject(
      refused,
    );
  expect(await pathsBelow(user.id)).toEqual([]);
});

it.each([
  ['announced', {}],
  ['not announced', { 'transfer-encoding': 'chunked' }],
])('holds the quota and the limit of a file past the API, its length %s', async (_how, headers) => {
  const user = await newUser();
  const quota = { user_id: user.id, max_bytes: '20000' };
  await admin().from('storage_quotas').insert(quota);
  const send = (name: string, bytes: number) =>
    user.storage('POST', `/object/files/${user.id}/${name}`, png(2, 2, bytes), { ...isPng, ...headers });
  expect((await send('a.png', 12_000)).status).toBe(200);
  expect(await send('b.png', 12_000)).toMatchObject(refused);
  expect((await user.rest('POST', '/rpc/storage_usage')).body).toEqual([{ used_bytes: 12_000, max_bytes: 20_000 }]);
  const copy = { bucketId: 'files', sourceKey: `${user.id}/a.png`, destinationKey: `${user.id}/c.png` };
  expect(await user.storage('POST', '/object/copy', JSON.stringify(copy))).toMatchObject(refused);
  await admin().from('storage_quotas').update({ max_bytes: '99000000' }).eq('user_id', user.id);
  expect(await send('d.png', 10_485_761)).toMatchObject(refused);
  expect(await pathsBelow(user.id)).toEqual([`${user.id}/a.png`]);
});

it('lets nobody read or write quotas, nor the files of another', async () => {
  const [user, other] = [await newUser(), await newUser()];
  await other.storage('POST', `/object/files/${other.id}/a.png`, png(), isPng);
  const denied = { status: expect.any(Number), body: { code: '42501' } };
  expect(await user.rest('GET', '/storage_quotas')).toMatchObject(denied);
  expect(await user.rest('POST', '/storage_quotas', { user_id: user.id, max_bytes: 1 })).toMatchObject(denied);
  expect((await user.rest('GET', '/files')).body).toEqual([]);
  expect(await test.anonymous.rest('GET', '/files')).toMatchObject(denied);
  expect(await user.rest('PATCH', `/files?path=eq.${other.id}/a.png`, { path: 'x' })).toMatchObject(denied);
  expect(await user.rest('DELETE', `/files?path=eq.${other.id}/a.png`)).toMatchObject(denied);
  for (const call of [
    user.rest('POST', '/rpc/storage_quota', { folder: other.id }),
    test.anonymous.rest('POST', '/rpc/storage_usage'),
  ])
    expect((await call).status).toBeGreaterThanOrEqual(400);
});
