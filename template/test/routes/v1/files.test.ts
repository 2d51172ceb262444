import { describe, expect, it } from '@jest/globals';
import { admin } from '../../support/admin.ts';
import { sampleFiles } from '../../support/sample-files.ts';
import { startTestApp } from '../../support/start-test-app.ts';
import type { TestUser } from '../../support/test-user.ts';

const test = startTestApp();
const { png, pdf } = sampleFiles;

const upload = async (
  user: TestUser,
  name: string,
  bytes: Buffer,
  headers: Readonly<Record<string, string>> = { 'content-type': 'application/octet-stream' },
) => {
  const reply = await test.app().inject({
    method: 'POST',
    url: `/v1/files?name=${encodeURIComponent(name)}`,
    headers: { authorization: `Bearer ${user.token}`, ...headers },
    payload: bytes,
  });
  return { status: reply.statusCode, body: reply.json(), headers: reply.headers };
};

const stored = async (user: TestUser) => (await user.api('GET', '/v1/files')).body.data;
const refusal = (status: number, code: string) => ({ status, body: { error: { code }, statusCode: status } });
const limitTo = async (user: TestUser, max_bytes: number): Promise<void> => {
  const { error } = await admin()
    .from('storage_quotas')
    .insert({ user_id: user.id, max_bytes: String(max_bytes) });
  expect(error).toBeNull();
};

describe('files', () => {
  it('stores a file, lists it, hands it out by URL and through the API, and deletes it', async () => {
    const user = await test.newUser();
    const created = await upload(user, 'my photo.png', png());
    const { id } = created.body.data;
    const file = { id, name: 'my photo.png', type: 'image/png', size: png().length, created_at: expect.any(String) };
    expect(created).toMatchObject({ status: 201, headers: { location: `/v1/files/${id}` } });
    expect(created.body).toEqual({ data: file });
    expect((await user.api('GET', '/v1/files')).body).toEqual({
      data: [file],
      pagination: { limit: 20, next_cursor: null },
    });

    const { data } = (await user.api('GET', `/v1/files/${id}`)).body;
    expect(data).toEqual({ ...file, url: expect.any(String), url_expires_at: expect.any(String) });
    const linked = await fetch(data.url);
    expect(linked.headers.get('content-disposition')).toContain('attachment');
    expect(Buffer.from(await linked.arrayBuffer()).equals(png())).toBe(true);
    const content = await test.app().inject({
      url: `/v1/files/${id}/content`,
      headers: { authorization: `Bearer ${user.token}` },
    });
    expect(content.headers).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': 'attachment; filename="my photo.png"',
      'x-content-type-options': 'nosniff',
    });
    expect(content.rawPayload.equals(png())).toBe(true);

    expect((await user.api('DELETE', `/v1/files/${id}`)).status).toBe(204);
    expect(await stored(user)).toEqual([]);
    expect((await fetch(data.url)).ok).toBe(false);
    for (const url of [`/v1/files/${id}`, `/v1/files/${id}/content`])
      expect(await user.api('GET', url)).toMatchObject(refusal(404, 'file_not_found'));
    expect(await user.api('DELETE', `/v1/files/${id}`)).toMatchObject(refusal(404, 'file_not_found'));
  });

  it('pages through the files by key', async () => {
    const user = await test.newUser();
    for (const n of [1, 2, 3]) expect((await upload(user, `${n}.pdf`, pdf())).status).toBe(201);
    const first = (await user.api('GET', '/v1/files?limit=2')).body;
    const rest = (await user.api('GET', `/v1/files?limit=2&cursor=${first.pagination.next_cursor}`)).body;
    const names = [...first.data, ...rest.data].map(({ name }: { name: string }) => name);
    expect(names).toEqual(['3.pdf', '2.pdf', '1.pdf']);
    expect(rest.pagination.next_cursor).toBeNull();
  });

  it('shows and leaves a file to its owner alone', async () => {
    const [owner, other] = [await test.newUser(), await test.newUser()];
    const { id } = (await upload(owner, 'a.png', png())).body.data;
    expect(await stored(other)).toEqual([]);
    for (const [method, url] of [
      ['GET', `/v1/files/${id}`],
      ['GET', `/v1/files/${id}/content`],
      ['DELETE', `/v1/files/${id}`],
    ] as const) {
      expect(await other.api(method, url)).toMatchObject(refusal(404, 'file_not_found'));
      expect(await test.anonymous.api(method, url)).toMatchObject(refusal(401, 'token_required'));
    }
    expect(await test.anonymous.api('GET', '/v1/files')).toMatchObject(refusal(401, 'token_required'));
    expect(await test.anonymous.api('POST', '/v1/files/upload-urls', { name: 'a.png' })).toMatchObject({ status: 401 });
    expect((await upload({ ...other, token: 'x.y.z' }, 'a.png', png())).status).toBe(401);
    expect(await stored(owner)).toHaveLength(1);
  });

  it('holds the quota, says what is left, and makes room again', async () => {
    const user = await test.newUser();
    await limitTo(user, 20_000);
    const first = await upload(user, 'a.png', png(2, 2, 12_000));
    expect(first.status).toBe(201);
    expect(await upload(user, 'b.png', png(2, 2, 12_000))).toMatchObject({
      ...refusal(409, 'storage_quota_exceeded'),
      body: { error: { details: { used_bytes: 12_000, max_bytes: 20_000 } } },
    });
    await user.api('DELETE', `/v1/files/${first.body.data.id}`);
    expect((await upload(user, 'b.png', png(2, 2, 12_000))).status).toBe(201);
  });
});

describe('URLs of files', () => {
  const linkOf = async (user: TestUser): Promise<URL> => {
    const { id } = (await upload(user, 'a.png', png())).body.data;
    return new URL((await user.api('GET', `/v1/files/${id}`)).body.data.url);
  };
  const claimsOf = (url: URL): { exp: number; iat: number } =>
    JSON.parse(Buffer.from(url.searchParams.get('token')?.split('.')[1] ?? '', 'base64url').toString());

  it('work for the time that is said', async () => {
    const user = await test.newUser();
    const one = await linkOf(user);
    expect((await fetch(one)).status).toBe(200);
    expect(claimsOf(one).exp - claimsOf(one).iat).toBe(300);
  });

  it('take one upload, of a type and a size that the bucket takes, within the quota', async () => {
    const user = await test.newUser();
    await limitTo(user, 20_000);
    const send = async (url: string, body: Buffer, type: string) =>
      (await fetch(url, { method: 'PUT', body: new Uint8Array(body), headers: { 'content-type': type } })).status;
    const { data } = (await user.api('POST', '/v1/files/upload-urls', { name: 'a.png' })).body;
    expect(Date.parse(data.url_expires_at)).toBeGreaterThan(Date.now() + 7_000_000);
    expect(await send(data.url, Buffer.from('<script>'), 'text/html')).toBeGreaterThanOrEqual(400);
    expect(await send(data.url, png(2, 2, 30_000), 'image/png')).toBeGreaterThanOrEqual(400);
    expect(await send(data.url.replace('a.png', 'b.png'), png(), 'image/png')).toBeGreaterThanOrEqual(400);
    expect(await stored(user)).toEqual([]);
    expect(await send(data.url, png(), 'image/png')).toBe(200);
    expect(await send(data.url, pdf(), 'application/pdf')).toBeGreaterThanOrEqual(400);
    expect(await stored(user)).toMatchObject([{ name: 'a.png', type: 'image/png', size: png().length }]);
  });
});
