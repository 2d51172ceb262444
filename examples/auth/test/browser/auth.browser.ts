import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { freePort } from '../../stack/free-port.ts';
import { mailsTo } from '../support/auth-mail.ts';
import { startAuthStack } from '../support/auth-stack.ts';
import { startOauthProvider } from '../support/oauth-provider.ts';
import { startBrowser } from '../support/start-browser.ts';
import { startTestApp } from '../support/start-test-app.ts';
import { until } from '../support/until.ts';

const port = await freePort(0);
const url = `http://127.0.0.1:${port}/pages/auth/`;
const provider = await startOauthProvider();
afterAll(provider.stop);
await startAuthStack(provider.toml, url);
// As `npm run dev` runs it: over http, so the cookie has no `__Host-`.
Object.assign(process.env, {
  NODE_ENV: 'development',
  AUTH_REPLY_MS: '0',
  AUTH_RATE_LIMIT_PER_MINUTE: '1000',
  AUTH_REDIRECT_URLS: url,
  AUTH_OAUTH_PROVIDERS: 'github',
});
const test = startTestApp();
const browser = startBrowser();
beforeAll(async () => {
  await test.app().listen({ port, host: '127.0.0.1' });
});

const password = 'correct horse battery';
const newAddress = (): string => `ada-${crypto.randomUUID()}@example.com`;

const open = async (): Promise<Page> => {
  const page = await browser.newPage();
  await page.goto(url);
  return page;
};
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const says = (page: Page, text: string) => page.locator('#message', { hasText: text }).waitFor();

/** The link of the newest mail to an address, once there are `count`. */
const linkIn = async (address: string, count: number): Promise<string> => {
  const mails = await until(async () => {
    const found = await mailsTo(address);
    return found.length >= count ? found : null;
  });
  return /https?:\/\/\S+\/verify\?\S+/.exec(mails[0]?.text ?? '')?.[0] ?? '';
};

/** Makes an account and follows the link of the mail, so that the browser is signed in. */
const signUp = async (page: Page, email: string): Promise<void> => {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await press(page, 'Make an account');
  await says(page, 'If this address had no account');
  await page.getByLabel('The link').fill(await linkIn(email, 1));
  await press(page, 'Use the link');
  await says(page, 'You are signed in.');
};

describe('the page', () => {
  it('makes an account, confirms its address, and signs out and in again', async () => {
    const page = await open();
    await page.getByRole('heading', { name: 'Sign in, or make an account' }).waitFor();
    await browser.look(page, 'signed-out');
    const email = newAddress();
    await signUp(page, email);
    await page.getByText(email).waitFor();
    await press(page, 'Sign out');
    await says(page, 'You are signed out.');
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.keyboard.press('Enter');
    await says(page, 'You are signed in.');
    await page.reload();
    await page.getByText(email).waitFor();
  });

  it('tells what is wrong, to whoever cannot see it as well', async () => {
    const page = await open();
    await page.getByLabel('E-mail address').fill(newAddress());
    await page.getByLabel('Password', { exact: true }).fill(password);
    await press(page, 'Sign in');
    const alert = page.getByRole('alert');
    await alert.filter({ hasText: 'The address or the password is not right' }).waitFor();
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('message');
    await browser.look(page, 'sign-in-refused');
  });

  it('keeps the session in a cookie that no script reads, and no token anywhere', async () => {
    const page = await open();
    await signUp(page, newAddress());
    const [cookie] = await page.context().cookies();
    expect(cookie).toMatchObject({ name: 'session', httpOnly: true, sameSite: 'Lax', path: '/' });
    const readable = await page.evaluate<string>(
      'JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }])',
    );
    expect(readable).toBe('["",{},{}]');
  });

  it('changes the profile, its picture and organisations', async () => {
    const page = await open();
    await signUp(page, newAddress());
    await page.getByLabel('Name', { exact: true }).fill('Ada <b>Lovelace</b>');
    await press(page, 'Save');
    await page.getByText('Ada <b>Lovelace</b> (ada-').waitFor();
    const picture = await page.screenshot({ clip: { x: 0, y: 0, width: 64, height: 64 } });
    await page.getByLabel('Picture').setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: picture });
    await press(page, 'Use this picture');
    await says(page, 'This is your picture now.');
    const width = () => page.evaluate<number>('document.getElementById("avatar").naturalWidth');
    await until(async () => ((await width()) === 64 ? true : null));
    await page.getByLabel('Name of a new one').fill('Analytical Engines');
    await press(page, 'Make it');
    await says(page, 'You are the owner of Analytical Engines.');
    await page.getByRole('listitem').filter({ hasText: 'Analytical Engines' }).waitFor();
    await browser.look(page, 'signed-in');
    await page
      .getByLabel('Picture')
      .setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: Buffer.from('<svg onload="alert(1)"/>') });
    await press(page, 'Use this picture');
    await page.getByRole('alert').waitFor();
  });

  it('sets a new password by a link, which signs out every browser', async () => {
    const [page, other] = [await open(), await open()];
    const email = newAddress();
    await signUp(other, email);
    await page.getByLabel('E-mail address').fill(email);
    await press(page, 'I forgot my password');
    await says(page, 'a link is on its way');
    await page.getByLabel('The link').fill(await linkIn(email, 2));
    await page.getByLabel('A new password').fill('a new and longer password');
    await press(page, 'Use the link');
    await says(page, 'Your password is changed.');
    await other.reload();
    await other.getByRole('heading', { name: 'Sign in, or make an account' }).waitFor();
  });

  it('signs out the other browsers, and stays signed in itself', async () => {
    const [page, other] = [await open(), await open()];
    const email = newAddress();
    await signUp(page, email);
    await other.getByLabel('E-mail address').fill(email);
    await other.getByLabel('Password', { exact: true }).fill(password);
    await press(other, 'Sign in');
    await says(other, 'You are signed in.');
    expect(await other.locator('#sessions li').count()).toBe(2);
    await press(other, 'Sign out everywhere else');
    await says(other, 'All others are signed out.');
    expect(await other.locator('#sessions li').count()).toBe(1);
    await page.reload();
    await page.getByRole('heading', { name: 'Sign in, or make an account' }).waitFor();
  });

  it('signs in by another service, and leaves no code in the address', async () => {
    provider.signInAs({ id: 4711, login: 'ada', email: newAddress(), verified: true });
    const page = await open();
    await press(page, 'Sign in with GitHub');
    await page.getByRole('heading', { name: 'Signed in' }).waitFor();
    expect(page.url()).toBe(url);
  });

  it('refuses a code that began in another browser, and goes on after a refusal of the service', async () => {
    const page = await open();
    await page.goto(`${url}?code=00000000-0000-4000-8000-000000000000`);
    await page.getByRole('alert').waitFor();
    provider.signInAs(null);
    await press(page, 'Sign in with GitHub');
    await page.getByRole('alert').filter({ hasText: 'did not sign you in' }).waitFor();
    expect(await page.getByRole('button', { name: 'Sign in with GitHub' }).isEnabled()).toBe(true);
  });
});
