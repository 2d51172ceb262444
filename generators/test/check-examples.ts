// npm run test:examples: each example by itself, and all of them together, as projects that are linted, checked and tested.
// With --small: all together alone, type-checked, with the requests of their READMEs.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { exampleRun } from './support/example-run.ts';

const kit = join(import.meta.dirname, '../..');
const { small } = parseArgs({ options: { small: { type: 'boolean', default: false } } }).values;
const types = [['typecheck'], ['db:types', '--check']];
const scripts = small ? [...types, ['test', 'test/readme']] : [['lint'], ...types, ['test']];

const entries = await readdir(join(kit, 'examples'), { withFileTypes: true });
const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name).sort(); // prettier-ignore
const failed: string[] = [];
const together = names.length > 1 ? [names.join(',')] : [];
for (const examples of small && together.length > 0 ? together : [...names, ...together]) {
  for (const script of scripts) {
    process.stdout.write(`\n== ${examples}: ${script.join(' ')}\n`);
    if (!(await exampleRun(examples, script))) failed.push(`npm run example -- ${examples} ${script.join(' ')}`);
  }
}
if (failed.length > 0) {
  process.stderr.write(`\nThese failed:\n${failed.map((line) => `  ${line}\n`).join('')}`);
  process.exitCode = 1;
}
