import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterAll, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { startTestApp } from '../support/start-test-app.ts';
import { newBrowser, signUp, addSignIn } from '../support/test-browser.ts';
import { admin } from '../support/admin.ts';

// Found as they are made, those of the package among them.
const routes: { readonly method: 'GET' | 'POST' | 'PUT'; readonly url: string }[] = [];
const onInstance = (message: unknown): void => {
  const { fastify } = message as { fastify: FastifyInstance };
  fastify.addHook('onRoute', ({ method, url }) => {
    if (!url.startsWith('/admin/queues')) return;
    for (const one of [method].flat()) routes.push({ method: one as 'GET', url: url.replaceAll(/:\w+|\*/g, 'x') });
  });
};
subscribe('fastify.initialization', onInstance);
afterAll(() => void unsubscribe('fastify.initialization', onInstance));
const test = startTestApp({ NODE_ENV: 'production' }, addSignIn);

it('refuses whoever is no admin, on every route of the queue dashboard, in production too', async () => {
  const user = await test.newUser();
  expect(routes.length).toBeGreaterThan(20);
  for (const { method, url } of routes) {
    const nobody = await test.anonymous.api(method, url);
    const known = await user.api(method, url);
    expect([url, nobody.status, known.status]).toEqual([url, 401, 403]);
    if (method !== ('HEAD' as string))
      expect([nobody.body.error.code, known.body.error.code]).toEqual(['token_required', 'role_required']);
  }
});

it('refuses what a page of another site does to the queue in the browser of an admin', async () => {
  const user = await signUp();
  await admin().from('user_roles').insert({ user_id: user.id, role: 'admin' }).throwOnError();
  const browser = newBrowser(test.app());
  await browser.signIn(user.tokens);
  expect((await browser.send('GET', '/admin/queues/api/queues')).status).toBe(200);
  const emptied = await browser.send('PUT', '/admin/queues/api/queues/jobs/pause', {
    headers: { origin: 'https://evil.example' },
  });
  expect(emptied).toMatchObject({ status: 403, body: { error: { code: 'cross_site_request' } } });
});
