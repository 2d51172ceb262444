import { beforeAll, expect, it } from '@jest/globals';
import { freePort } from '../../stack/free-port.ts';
import { admin } from '../support/admin.ts';
import { startBrowser } from '../support/start-browser.ts';
import { addSignIn, newBrowser, signUp } from '../support/test-browser.ts';

// As `npm run dev` runs it: over http, so the cookie has no `__Host-`.
process.env['NODE_ENV'] = 'development';
const { startTestApp } = await import('../support/start-test-app.ts');
const port = await freePort(0);
const url = `http://127.0.0.1:${port}/admin/queues`;
const test = startTestApp({}, addSignIn);
const browser = startBrowser();
beforeAll(async () => {
  await test.app().listen({ port, host: '127.0.0.1' });
});

it('shows the queue to an admin who is signed in by the browser', async () => {
  const user = await signUp();
  await admin().from('user_roles').insert({ user_id: user.id, role: 'admin' }).throwOnError();
  const signedIn = newBrowser(test.app(), new URL(url).origin);
  await signedIn.signIn(user.tokens);
  const [name = '', value = ''] = (signedIn.jar.cookie ?? '').split('=');
  const page = await browser.newPage();
  await page.context().addCookies([{ name, value, url }]);
  await page.goto(url);
  await page.getByText('jobs').first().waitFor();
  expect(await page.title()).toContain('Bull Dashboard');
});
