import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { freePort } from '../../stack/free-port.ts';
import { measurement } from '../support/measurements.ts';
import { startBrowser } from '../support/start-browser.ts';
import { addSignIn, newBrowser, signUp } from '../support/test-browser.ts';

// As `npm run dev` runs it: over http, so the cookie has no `__Host-`.
process.env['NODE_ENV'] = 'development';
const { startTestApp } = await import('../support/start-test-app.ts');
const { eventService } = await import('../../src/services/event.service.ts');
const { relayService } = await import('../../src/services/relay.service.ts');

const port = await freePort(0);
const url = `http://127.0.0.1:${port}/pages/realtime/`;
const test = startTestApp({}, addSignIn);
const browser = startBrowser();
beforeAll(async () => {
  await test.app().listen({ port, host: '127.0.0.1' });
  await eventService.load();
  relayService.start(test.app().log);
});
afterAll(() => relayService.stop());

const openWith = async (token: string): Promise<Page> => {
  const page = await browser.newPage();
  await page.goto(url);
  await page.getByLabel('Access token').fill(token);
  await page.getByRole('button', { name: 'Use it' }).click();
  await page.getByText('Connected.').waitFor();
  return page;
};
const summary = (page: Page, text: string) => page.locator('#summary', { hasText: text }).waitFor();

describe('the page', () => {
  it('shows what is measured as it comes, and goes on where the socket was cut', async () => {
    const user = await test.newUser();
    const id = await user.create('/v1/boards', { name: 'Pumps', alert_above: '50' });
    const send = (value: string) =>
      user.api('POST', `/v1/boards/${id}/measurements`, { measurements: [measurement(value)] });
    await send('10');
    const page = await openWith(user.token);
    await summary(page, '1 measurements in 1 windows, the last with a mean of 10; too late: 0.');
    await send('20');
    await summary(page, '2 measurements in 1 windows');
    expect(await page.locator('#chart rect').count()).toBe(1);

    for (const socket of test.app().websocketServer.clients) socket.terminate();
    await send('60');
    await summary(page, '3 measurements in 1 windows, the last with a mean of 30; too late: 0.');
    await page.getByText('Connected.').waitFor();
    await page.getByRole('listitem').filter({ hasText: 'Pumps is at 60' }).waitFor();
    await browser.look(page, 'board');
  });

  it('makes a board and feeds it', async () => {
    const user = await test.newUser();
    const page = await openWith(user.token);
    await page.getByLabel('New board').fill('Mine');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('button', { name: 'Send measurements from this page' }).click();
    await summary(page, '5 measurements');
  });

  it('takes the session of a browser as well', async () => {
    const user = await signUp();
    const signedIn = newBrowser(test.app(), new URL(url).origin);
    await signedIn.signIn(user.tokens);
    const page = await browser.newPage();
    const [name = '', value = ''] = (signedIn.jar.cookie ?? '').split('=');
    await page.context().addCookies([{ name, value, url }]);
    await page.goto(url);
    await page.getByText('Connected.').waitFor();
  });

  it('says what is wrong with a token', async () => {
    const page = await browser.newPage();
    await page.goto(url);
    await page.getByLabel('Access token').fill('nonsense');
    await page.getByRole('button', { name: 'Use it' }).click();
    await page.getByRole('alert').filter({ hasText: 'This token is not valid (any more).' }).waitFor();
    await browser.look(page, 'signed-out');
  });
});
