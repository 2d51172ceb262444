import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import Fastify from 'fastify';
import type { Config } from '../../src/config/config.ts';
import { scratchDir } from '../../stack/scratch-dir.ts';

const { dir, remove } = await scratchDir();
const pages = path.join(dir, 'pages');
await mkdir(path.join(pages, 'board'), { recursive: true });
await writeFile(path.join(pages, 'board/index.html'), '<!doctype html><title>Board</title>');
await writeFile(path.join(dir, 'secret.txt'), 'not a page');
afterAll(remove);

/** An app of these pages alone: a project's own are not to be in the way. */
const get = async (url: string, NODE_ENV: Config['NODE_ENV'] = 'development') => {
  const { config } = await import('../../src/config/config.ts');
  const { default: securityHeaders } = await import('../../src/plugins/security-headers.ts');
  const { default: plugin } = await import('../../src/plugins/pages.ts');
  const app = Fastify();
  app.decorate('config', { ...config, NODE_ENV });
  await app.register(securityHeaders);
  await app.register(plugin, { dir: pages });
  const reply = await app.inject({ url });
  await app.close();
  return reply;
};

describe('/pages', () => {
  it('serves the files of a folder, under a policy that lets no script in but theirs', async () => {
    const { statusCode, headers, body } = await get('/pages/board/');
    expect([statusCode, body]).toEqual([200, '<!doctype html><title>Board</title>']);
    expect(headers['content-type']).toContain('text/html');
    expect(headers['cache-control']).toBe('no-store');
    const policy = String(headers['content-security-policy']).split('; ');
    expect(policy).toEqual(
      expect.arrayContaining(["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"]),
    );
    expect(policy.join()).not.toContain('unsafe');
  });

  it.each([
    '/pages/../secret.txt',
    '/pages/%2e%2e/secret.txt',
    '/pages/board/..%2f..%2fsecret.txt',
    '/pages/',
    '/pages/nothing.html',
  ])('has nothing at %s', async (url) => {
    const { statusCode, body } = await get(url);
    expect(statusCode).toBeGreaterThanOrEqual(400);
    expect(body).not.toContain('not a page');
  });

  it('is not there in production', async () => {
    expect((await get('/pages/board/', 'production')).statusCode).toBe(404);
  });
});
