import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { freePort } from '../../stack/free-port.ts';
import { startBrowser } from '../support/start-browser.ts';
import { startTestApp } from '../support/start-test-app.ts';
import { startTls } from '../support/start-tls.ts';

// As in production: the cookie is `__Host-session` and Secure.
process.env['AUTH_REPLY_MS'] = '0';
const port = await freePort(0);
const tls = await startTls(port);
afterAll(tls.stop);
const test = startTestApp();
const browser = startBrowser();
beforeAll(async () => {
  await test.app().listen({ port, host: '127.0.0.1' });
});

/** Makes an account and signs in on the page at an origin; what is shown then is another thing. */
const signIn = async (origin: string): Promise<Page> => {
  const page = await browser.newPage({ ignoreHTTPSErrors: true });
  await page.goto(`${origin}/pages/auth/`);
  await page.getByLabel('E-mail address').fill(`ada-${crypto.randomUUID()}@example.com`);
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
  for (const name of ['Make an account', 'Sign in']) {
    const reply = page.waitForResponse((it) => it.request().method() === 'POST' && it.url().includes('/v1/auth/'));
    await page.getByRole('button', { name, exact: true }).click();
    expect((await reply).ok()).toBe(true);
  }
  return page;
};

describe('the cookie of a session', () => {
  it('is taken over https, for this host alone, and signs in', async () => {
    const page = await signIn(tls.url);
    await page.getByRole('heading', { name: 'Signed in' }).waitFor();
    expect(await page.context().cookies()).toMatchObject([
      { name: '__Host-session', secure: true, httpOnly: true, sameSite: 'Lax', domain: 'localhost', path: '/' },
    ]);
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.getByRole('heading', { name: 'Sign in, or make an account' }).waitFor();
    expect(await page.context().cookies()).toEqual([]);
  });
});
