import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { freePort } from '../../stack/free-port.ts';
import { startBrowser } from '../support/start-browser.ts';
import { startDocumentWorker } from '../support/start-document-worker.ts';
import { startTestModel } from '../support/start-test-model.ts';

const port = await freePort(0);
const url = `http://127.0.0.1:${port}/pages/embeddings/`;
const model = startTestModel();
const test = startDocumentWorker();
const browser = startBrowser();
beforeAll(async () => {
  await test.app().listen({ port, host: '127.0.0.1' });
});

const ferry = `# Ferries

## Dogs

Dogs travel free of charge, on a lead. It is lent by Berit Holm: a <b>lead</b>.

## Cats

Cats stay in their baskets.

## Captain

Berit Holm is the captain of the ship Marta.
`;

const signedIn = async (): Promise<Page> => {
  const page = await browser.newPage();
  await page.goto(url);
  await page.getByLabel('Access token').fill((await test.newUser()).token);
  await page.getByRole('button', { name: 'Use it' }).click();
  await page.getByText('Signed in.').waitFor();
  return page;
};

const upload = async (page: Page, name: string, text: string): Promise<void> => {
  const file = { name, mimeType: 'text/plain', buffer: Buffer.from(text) };
  await page.getByLabel('PDF, Markdown, HTML or text').setInputFiles(file);
  await page.getByRole('button', { name: 'Upload' }).click();
};

const withFerry = async (): Promise<Page> => {
  const page = await signedIn();
  await upload(page, 'ferry.md', ferry);
  await page.getByText('ferry.md: 3 passages').waitFor({ timeout: 30_000 });
  return page;
};

describe('the page', () => {
  it('takes a document, and shows passages with their scores and what stands around them', async () => {
    const page = await withFerry();
    await page.getByLabel('Words or a question').fill('What do dogs pay?');
    await page.getByLabel('Compared').selectOption('text');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByText('Passages that were found: 1.').waitFor();
    const [hit] = await page.locator('#hits li').all();
    expect(await hit?.innerText()).toMatch(/^ferry\.md, Ferries › Dogs, characters \d+ to \d+\n.*<b>lead<\/b>/s);
    expect(await hit?.innerText()).toMatch(/Score 0\.0164, similarity none; place by meaning none, by words 1\.$/);
    expect(await page.locator('#hits b').count()).toBe(0);
    expect(await page.locator('#graph circle.hit').count()).toBe(1);
    expect(await page.locator('#graph circle.context').count()).toBe(2);
    const links = await page.locator('#links li').allInnerTexts();
    expect(links).toContain('Cats (2): right after Dogs (1)');
    expect(links).toContain('Captain (3): speaks of berit holm, as does Dogs (1)');
    expect(await page.locator('#graph line').count()).toBe(links.length);
    await browser.look(page, 'search');
  });

  it('streams an answer, and marks the words that it cites', async () => {
    const page = await withFerry();
    model.next({ content: 'They travel free [[1|Dogs travel free of charge]].' });
    await page.getByLabel('Words or a question').fill('What do dogs pay?');
    await page.getByRole('button', { name: 'Ask' }).click();
    await page.locator('#answer-text', { hasText: 'They travel free [1].' }).waitFor();
    expect(await page.locator('#hits mark').allInnerTexts()).toEqual(['Dogs travel free of charge']);
    expect(await page.locator('#citations li').innerText()).toContain('“Dogs travel free of charge”');
    await browser.look(page, 'answer');

    model.next({ content: 'They pay ten euros [[1|Dogs pay ten euros]].' });
    await page.getByRole('button', { name: 'Ask' }).click();
    await page.getByText('The answer shows no source: do not rely on it.').waitFor();
    expect(await page.locator('#hits mark').count()).toBe(0);
  });

  it('tells what goes wrong', async () => {
    const page = await signedIn();
    await upload(page, 'picture.txt', '\u0089PNG\r\n\u001a\n\0\0\0\rIHDR\0\0\0\u0001\0\0\0\u0001');
    await page.getByText('picture.txt failed: This file is no text.').waitFor({ timeout: 30_000 });
    await page.getByLabel('Words or a question').fill('Xyzzy');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByText('Nothing was found.').waitFor();
    await upload(page, 'again.txt', '\u0089PNG\r\n\u001a\n\0\0\0\rIHDR\0\0\0\u0001\0\0\0\u0001');
    await page.getByRole('alert').filter({ hasText: 'You have uploaded this file already.' }).waitFor();

    const other = await browser.newPage();
    await other.goto(url);
    await other.getByLabel('Access token').fill('nonsense');
    await other.getByRole('button', { name: 'Use it' }).click();
    await other.getByRole('alert').filter({ hasText: 'token' }).waitFor();
  });
});
