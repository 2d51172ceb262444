import { afterAll, afterEach, expect, it } from '@jest/globals';
import type { SupabaseClient } from '@supabase/supabase-js';
import { startUpstream } from '../support/start-upstream.ts';

const upstream = await startUpstream(process.env['SUPABASE_URL'] ?? '');
Object.assign(process.env, { SUPABASE_URL: upstream.url });
const { supabaseAdmin } = await import('../../src/clients/supabase-admin.ts');
const { supabaseFetch } = await import('../../src/clients/supabase-fetch.ts');
afterEach(() => void upstream.asked.splice(0));
afterAll(() => upstream.stop());

// The client that has the service key. A name that a caller chose is not one of the types' names.
const anyName = supabaseAdmin as unknown as SupabaseClient;
const refused = expect.stringContaining('Refused to call');

it.each([
  '../../../../auth/v1/admin/users',
  '../../auth/v1/admin/users',
  '..%2f..%2fauth/v1/admin/users',
  '%2e%2e/%2e%2e/auth/v1/admin/users',
  '.%2e/%2E./auth/v1/admin/users',
  '..\\..\\auth\\v1\\admin\\users',
  '../../storage/v1/bucket',
  '../../pg/query',
  '../../../',
  '..',
  'rpc/../../../auth/v1/admin/users',
  'a/b',
])('leads from a table called %j nowhere', async (name) => {
  expect((await anyName.from(name).select()).error?.message).toEqual(refused);
  expect(upstream.asked).toEqual([]);
});

it.each([
  '../../../../auth/v1/admin/users',
  '../../../auth/v1/admin/users',
  '%2e%2e/%2e%2e/%2e%2e/auth/v1/admin/users',
  '..\\..\\..\\auth\\v1\\admin\\users',
  '../../../storage/v1/bucket',
  './..',
])('leads from a function called %j nowhere', async (name) => {
  expect((await anyName.rpc(name)).error?.message).toEqual(refused);
  expect(upstream.asked).toEqual([]);
});

it('leads from a function to a table at most, as PostgREST serves it', async () => {
  // By the time that fetch sees it, it is a table's own address.
  await anyName.rpc('../error_logs');
  expect(upstream.asked.map(({ path }) => path)).toEqual(['/rest/v1/error_logs']);
});

it.each([
  '../../../../auth/v1/admin/users',
  'u1/../u2/f.png',
  'u1/%2e%2e/u2/f.png',
  'u1/.%2E/u2/f.png',
  'u1/..%2fu2/f.png',
  '../other/secret.txt',
  'a/../../other/secret.txt',
  'a/..\\..\\other',
  '..',
  './a',
])('leads from a file called %j nowhere', async (name) => {
  const bucket = supabaseAdmin.storage.from('files');
  const calls = [
    await bucket.download(name),
    await bucket.upload(name, 'x'),
    await bucket.createSignedUrl(name, 60),
    await bucket.createSignedUploadUrl(name),
    await bucket.info(name),
  ];
  for (const { error } of calls) expect(error?.message).toEqual(refused);
  expect(upstream.asked).toEqual([]);
});

it.each(['../../../../auth/v1/admin/users', '..', '%2e%2e/%2e%2e/%2e%2e/auth/v1/admin/users'])(
  'leads from a bucket called %j nowhere',
  async (name) => {
    for (const call of [supabaseAdmin.storage.getBucket(name), supabaseAdmin.storage.from(name).download('a.png')])
      expect((await call).error?.message).toEqual(refused);
    expect(upstream.asked).toEqual([]);
  },
);

it.each([
  'https://example.com/rest/v1/x',
  'http://127.0.0.1:1/auth/v1/x',
  'http://169.254.169.254/latest/meta-data',
  'file:///etc/passwd',
])('sends the keys of Supabase to no other address: %s', async (url) => {
  for (const input of [url, new URL(url)]) await expect(supabaseFetch(input)).rejects.toThrow('Refused to call');
  expect(upstream.asked).toEqual([]);
});
