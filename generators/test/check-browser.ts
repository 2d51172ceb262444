// npm run test:browser: the pages of all examples that have browser tests, in Chromium, in the project that they compose to.
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { exampleRun } from './support/example-run.ts';

const kit = join(import.meta.dirname, '../..');
const entries = await readdir(join(kit, 'examples'));
const names = entries.filter((name) => existsSync(join(kit, 'examples', name, 'test/browser'))).sort();
const isGood = await exampleRun(names.join(','), ['test:browser'], { SCREENSHOTS: join(kit, 'screenshots') });
if (!isGood) process.exitCode = 1;
