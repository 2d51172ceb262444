import { expect, it } from '@jest/globals';
import { sampleFiles } from '../support/sample-files.ts';
import { startTestApp } from '../support/start-test-app.ts';
import type { TestUser } from '../support/test-user.ts';
import { uploadAvatar } from '../support/upload-avatar.ts';

process.env['STORAGE_MAX_FILE_BYTES'] = '100000';
const test = startTestApp();
const upload = (user: TestUser, name: string, bytes: Buffer) => uploadAvatar(test, user, name, bytes);

it.each([
  ['a document', 'me.pdf', sampleFiles.pdf(), 400],
  ['a document that is named a picture', 'me.png', sampleFiles.pdf(), 415],
  ['a drawing that can run scripts', 'me.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 400],
  ['a page that is named a picture', 'me.png', Buffer.from('<html><script>alert(1)</script>'), 415],
  ['more pixels than are shown', 'me.png', sampleFiles.png(60_000, 60_000), 422],
  ['a name that walks away', '..%2Fme.png', sampleFiles.png(), 400],
  ['a name that ends twice', 'me.png%00.svg', sampleFiles.png(), 400],
  ['a script behind the first bytes of none', 'me.png', Buffer.from('GIF<script>alert(1)</script>'), 415],
  ['a picture that is named another', 'me.gif', sampleFiles.png(), 415],
  ['more bytes than are taken', 'me.png', sampleFiles.png(2, 2, 200_000), 413],
  ['nothing', 'me.png', Buffer.alloc(0), 415],
])('takes no picture that is none: %s', async (_, name, bytes, status) => {
  const user = await test.newUser();
  expect((await upload(user, name, bytes)).status).toBe(status);
  expect((await user.api('GET', '/v1/files')).body.data).toEqual([]);
});

it('lets nobody remove the picture of another', async () => {
  const [ada, eve] = [await test.newUser(), await test.newUser()];
  await upload(ada, 'me.png', sampleFiles.png());
  expect((await eve.api('DELETE', '/v1/profile/avatar')).status).toBe(404);
  expect((await ada.api('GET', '/v1/profile/avatar')).status).toBe(200);
});

it('serves what is behind a picture as a download of its type, so that it runs nowhere', async () => {
  const user = await test.newUser();
  const page = Buffer.concat([sampleFiles.png(), Buffer.from('<script>alert(document.domain)</script>')]);
  expect((await upload(user, 'me.png', page)).status).toBe(200);
  const { url } = (await user.api('GET', '/v1/profile/avatar')).body.data;
  const served = await fetch(url, { signal: AbortSignal.timeout(5000) });
  await served.body?.cancel();
  expect(served.headers.get('content-type')).toBe('image/png');
  expect(served.headers.get('content-disposition')).toMatch(/^attachment/);
});
