import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { startTestApp } from '../support/start-test-app.ts';

// Whatever plugins register, dashboards and pages included: Fastify tells of each instance before anything is added to it.
const urls: string[] = [];
const collect = (message: unknown): void => {
  const { fastify } = message as { fastify: FastifyInstance };
  fastify.addHook('onRoute', ({ url, method }) => {
    if ([method].flat().includes('GET')) urls.push(url.replace(/\*$/, 'index.html').replace(/:\w+/g, 'x'));
  });
};
beforeAll(() => subscribe('fastify.initialization', collect));
afterAll(() => void unsubscribe('fastify.initialization', collect));

const control = '/test/open-dashboard';
const test = startTestApp({ NODE_ENV: 'production' }, (app) => void app.get(control, async () => ({ data: 'open' })));

/** The URLs that answer something to whoever calls by `api`. */
const answering = async (all: readonly string[], api: typeof test.anonymous.api): Promise<string[]> => {
  const open: string[] = [];
  for (const url of all) if (![401, 403, 404].includes((await api('GET', url)).status)) open.push(url);
  return open;
};
const known = ['/docs', '/docs/', '/docs/json', '/docs/yaml', '/docs/static/index.html', '/openapi.json', '/pages/'];
const usual = [
  '/metrics',
  '/queues',
  '/dashboard',
  '/admin',
  '/admin/queues',
  '/debug',
  '/status',
  '/.env',
  '/.git/config',
];

it('serves no document, page, figure or dashboard to whoever is not an admin', async () => {
  const outside = urls.filter((url) => !/^\/(v\d+|health)\//.test(url) && url !== control);
  const user = await test.newUser();
  for (const api of [test.anonymous.api, user.api])
    expect(await answering([...known, ...usual, ...outside], api)).toEqual([]);
});

it('would report a dashboard that is open', async () => {
  expect(urls).toContain(control);
  expect(await answering([control], test.anonymous.api)).toEqual([control]);
});

it('echoes no request by TRACE', async () => {
  const { statusCode, body } = await test
    .app()
    .inject({ method: 'TRACE' as 'GET', url: '/v1/me', headers: { x: 'echo' } });
  expect(statusCode).toBeGreaterThanOrEqual(400);
  expect(body).not.toContain('echo');
});
