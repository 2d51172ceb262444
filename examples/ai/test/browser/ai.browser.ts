import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { freePort } from '../../stack/free-port.ts';
import { startBrowser } from '../support/start-browser.ts';
import { startTestApp } from '../support/start-test-app.ts';
import { startTestModel } from '../support/start-test-model.ts';

const port = await freePort(0);
const url = `http://127.0.0.1:${port}/pages/ai/`;
const model = startTestModel();
const test = startTestApp();
const browser = startBrowser();
beforeAll(async () => {
  await test.app().listen({ port, host: '127.0.0.1' });
});

const signedIn = async (): Promise<Page> => {
  const page = await browser.newPage();
  await page.goto(url);
  await page.getByLabel('Access token').fill((await test.newUser()).token);
  await page.getByRole('button', { name: 'Use it' }).click();
  await page.getByText('Signed in.').waitFor();
  return page;
};
const say = async (page: Page, text: string): Promise<void> => {
  await page.getByLabel('Message').fill(text);
  await page.getByRole('button', { name: 'Send' }).click();
};
const answers = (page: Page, text: string) => page.locator('.assistant', { hasText: text }).waitFor();

describe('the page', () => {
  it('shows an answer as it comes, what it took, and no markup', async () => {
    const page = await signedIn();
    model.next({ content: 'Hello <b>Ada</b>, look: <img src=x onerror=alert(1)> and a < b.' });
    await say(page, 'Hello');
    await answers(page, 'Hello <b>Ada</b>, look: <img src=x onerror=alert(1)> and a < b.');
    await page.getByText(/^\d+ \+ \d+ tokens/).waitFor();
    expect(await page.locator('.assistant img').count()).toBe(0);
    await browser.look(page, 'chat');
  });

  it('asks before a tool that takes something away', async () => {
    const page = await signedIn();
    model.next({
      toolCalls: [{ name: 'delete_conversation', arguments: JSON.stringify({ id: crypto.randomUUID() }) }],
    });
    await say(page, 'Delete it');
    await page.getByText('It wants to use delete_conversation').waitFor();
    model.next({ content: 'As you like.' });
    await page.getByRole('button', { name: 'Do not' }).click();
    await answers(page, 'As you like.');
  });

  it('stops where its user wants it to, and tells what goes wrong', async () => {
    const page = await signedIn();
    model.next({ content: 'word '.repeat(400) }, { streamingProfile: { tps: 40 } });
    await say(page, 'Go on');
    await answers(page, 'word');
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('button', { name: 'Send', disabled: false }).waitFor();
    model.next(
      { content: 'A text that breaks off in the middle of it.' },
      { truncateAfterChunks: 3, streamingProfile: { tps: 100 } },
    );
    await say(page, 'And now');
    await page.getByRole('alert').filter({ hasText: /\S/ }).waitFor();
  });

  it('says what is wrong with a token', async () => {
    const page = await browser.newPage();
    await page.goto(url);
    await page.getByLabel('Access token').fill('nonsense');
    await page.getByRole('button', { name: 'Use it' }).click();
    await page.getByRole('alert').filter({ hasText: 'token' }).waitFor();
  });
});
