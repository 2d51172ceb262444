// npm run test:browser: the pages of each example that has browser tests, in Chromium, in the project that it composes to.
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { exampleRun } from './support/example-run.ts';

const kit = join(import.meta.dirname, '../..');
const entries = await readdir(join(kit, 'examples'));
const names = entries.filter((name) => existsSync(join(kit, 'examples', name, 'test/browser'))).sort();
for (const name of names) {
  process.stdout.write(`\n== ${name}: pages in Chromium\n`);
  const isGood = await exampleRun(name, ['test:browser'], { SCREENSHOTS: join(kit, 'screenshots', name) });
  if (!isGood) process.exitCode = 1;
}
