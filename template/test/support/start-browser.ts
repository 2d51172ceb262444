import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import axe from 'axe-core';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { onPath } from '../../stack/on-path.ts';
import { paths } from '../../stack/paths.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const missing =
  'The browser tests need Chromium, and none was found. `npx playwright-core install chromium` gets one, and so does `apt-get install chromium`.';

/** Playwright's own where it is installed, else the machine's. */
const launch = async (): Promise<Browser> => {
  if (existsSync(chromium.executablePath())) return chromium.launch();
  const executablePath = await onPath(NAMES);
  if (executablePath !== null) return chromium.launch({ executablePath });
  return chromium.launch({ channel: 'chrome' }).catch((cause: unknown) => {
    throw new Error(missing, { cause });
  });
};

/**
 * Chromium for the tests of one file (`test/browser/*.browser.ts`, run by `npm run test:browser`): there from beforeAll on.
 * A test fails for what its pages throw or write to the console as an error, what their policy refused included.
 */
export function startBrowser() {
  const state: { browser: Browser | null; contexts: { close: () => Promise<void> }[]; problems: string[] } = {
    browser: null,
    contexts: [],
    problems: [],
  };
  beforeAll(async () => {
    state.browser = await launch();
  });
  afterEach(async () => {
    await Promise.all(state.contexts.splice(0).map((context) => context.close()));
    expect(state.problems.splice(0)).toEqual([]);
  });
  afterAll(() => state.browser?.close());

  return {
    /** A page of a browser of its own: nobody is signed in. */
    async newPage(options: BrowserContextOptions = {}): Promise<Page> {
      if (state.browser === null) throw new Error('The browser is there from beforeAll on.');
      const context = await state.browser.newContext({ viewport: { width: 900, height: 900 }, ...options });
      context.setDefaultTimeout(5000);
      state.contexts.push(context);
      const page = await context.newPage();
      page.on('pageerror', (error) => state.problems.push(String(error)));
      page.on('console', (message) => {
        // A reply of 400 and above is what some tests are about.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
          state.problems.push(message.text());
      });
      return page;
    },

    /** Keeps a picture of a page as `screenshots/<name>.png`, and expects that everybody can use what is on it. */
    async look(page: Page, name: string): Promise<void> {
      const dir = process.env['SCREENSHOTS'] ?? path.join(paths.root, 'screenshots');
      await page.screenshot({ path: path.join(dir, `${name}.png`), fullPage: true });
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate<Pick<axe.AxeResults, 'violations'>>('axe.run()');
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
    },
  };
}
