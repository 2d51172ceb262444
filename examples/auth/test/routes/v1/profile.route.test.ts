import { describe, expect, it } from '@jest/globals';
import { sampleFiles } from '../../support/sample-files.ts';
import { startTestApp } from '../../support/start-test-app.ts';
import type { TestUser } from '../../support/test-user.ts';
import { uploadAvatar } from '../../support/upload-avatar.ts';

const test = startTestApp();

const upload = (user: TestUser, name: string, bytes: Buffer) => uploadAvatar(test, user, name, bytes);

describe('/v1/profile', () => {
  it('is there from the start, and changes by merge patch', async () => {
    const user = await test.newUser();
    const first = await user.api('GET', '/v1/profile');
    expect(first.body.data).toMatchObject({ user_id: user.id, display_name: null, locale: null, version: 1 });
    const patch = { display_name: 'Ada', locale: 'pt-BR' };
    const second = await user.api('PATCH', '/v1/profile', patch, { 'if-match': first.headers['etag'] ?? '' });
    expect(second).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: { data: { ...patch, version: 2 } } });
    const third = await user.api('PATCH', '/v1/profile', { locale: null });
    expect(third.body.data).toMatchObject({ display_name: 'Ada', locale: null, version: 3 });
  });

  it('refuses a version that is over', async () => {
    const user = await test.newUser();
    await user.api('PATCH', '/v1/profile', { display_name: 'Ada' });
    const late = await user.api('PATCH', '/v1/profile', { display_name: 'Eve' }, { 'if-match': '"1"' });
    expect([late.status, late.body.error.code]).toEqual([412, 'version_mismatch']);
  });

  it('loses no change that is made at the same time', async () => {
    const user = await test.newUser();
    await Promise.all([
      user.api('PATCH', '/v1/profile', { display_name: 'Ada' }),
      user.api('PATCH', '/v1/profile', { locale: 'de' }),
    ]);
    expect((await user.api('GET', '/v1/profile')).body.data).toMatchObject({ display_name: 'Ada', locale: 'de' });
  });

  it.each([
    ['an unknown key', { role: 'admin' }],
    ['the key of another', { user_id: '0c8f8f5e-6f0a-4b62-9d3f-6a5b8f9d0001' }],
    ['a blank name', { display_name: '  ' }],
    ['a language that is none', { locale: '<script>' }],
  ])('refuses %s', async (_, patch) => {
    const user = await test.newUser();
    expect((await user.api('PATCH', '/v1/profile', patch)).status).toBe(400);
  });

  it('is the own one, for each of two users, and nobody’s without a token', async () => {
    const [ada, eve] = [await test.newUser(), await test.newUser()];
    await ada.api('PATCH', '/v1/profile', { display_name: 'Ada' });
    expect((await eve.api('GET', '/v1/profile')).body.data).toMatchObject({ user_id: eve.id, display_name: null });
    for (const url of ['/v1/profile', '/v1/profile/avatar'])
      expect((await test.anonymous.api('GET', url)).status).toBe(401);
  });

  it('is out of the reach of others past the API', async () => {
    const [ada, eve] = [await test.newUser(), await test.newUser()];
    expect((await eve.rest('GET', `/profiles?user_id=eq.${ada.id}`)).body).toEqual([]);
    expect((await eve.rest('PATCH', `/profiles?user_id=eq.${ada.id}`, { display_name: 'Eve' })).body).toEqual([]);
    expect((await eve.rest('PATCH', `/profiles?user_id=eq.${eve.id}`, { user_id: ada.id })).status).toBe(403);
    expect((await eve.rest('PATCH', `/profiles?user_id=eq.${eve.id}`, { version: 9 })).status).toBe(403);
    expect((await eve.rest('POST', '/profiles', { display_name: 'Eve' })).status).toBe(403);
    expect((await eve.rest('DELETE', `/profiles?user_id=eq.${eve.id}`)).status).toBe(403);
    expect([401, 403]).toContain((await test.anonymous.rest('GET', '/profiles')).status);
    expect((await ada.api('GET', '/v1/profile')).body.data).toMatchObject({ display_name: null, version: 1 });
  });
});

describe('/v1/profile/avatar', () => {
  it('is a picture, replaced by the next and removed at last', async () => {
    const user = await test.newUser();
    expect((await user.api('GET', '/v1/profile/avatar')).status).toBe(404);
    const first = await upload(user, 'me.png', sampleFiles.png());
    expect(first).toMatchObject({ status: 200, body: { data: { name: 'me.png', type: 'image/png' } } });
    const second = await upload(user, 'me-again.png', sampleFiles.png(4, 4));
    expect((await user.api('GET', '/v1/files')).body.data).toHaveLength(1);
    const shown = await user.api('GET', '/v1/profile/avatar');
    expect(shown.body.data.id).toBe(second.body.data.id);
    const bytes = await fetch(shown.body.data.url, { signal: AbortSignal.timeout(5000) });
    expect(Buffer.from(await bytes.arrayBuffer())).toEqual(sampleFiles.png(4, 4));
    expect((await user.api('DELETE', '/v1/profile/avatar')).status).toBe(204);
    expect((await user.api('GET', '/v1/profile/avatar')).status).toBe(404);
  });
});
