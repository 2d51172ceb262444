import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { scratchDir } from '../../stack/scratch-dir.ts';
import { runScript } from '../stack/run-script.ts';

const place = { root: '', remove: async () => undefined as unknown };

beforeEach(async () => {
  const { dir, remove } = await scratchDir();
  Object.assign(place, { root: dir, remove });
  await mkdir(path.join(dir, 'src'));
});

afterEach(() => place.remove());

/** Counts one run of a source, then reports as `npm run coverage` does. */
async function coverageOf(source: string) {
  const file = path.join(place.root, 'src', 'main.ts');
  await writeFile(file, source);
  await runScript(file, { env: { NODE_V8_COVERAGE: path.join(place.root, 'coverage', 'processes') } }).exited;
  return report();
}

async function report() {
  const script = runScript(path.join(import.meta.dirname, 'check-coverage.ts'), { cwd: place.root });
  return { code: await script.exited, output: script.output() };
}

it('passes, with a table of the folders, when everything ran', async () => {
  const { code, output } = await coverageOf('const one = 1;\nexport const two = one + 1;\n');
  expect(output).toMatch(/^src +100\.0 +100\.0$/m);
  expect(output).toMatch(/^all +100\.0 +100\.0$/m);
  expect(code).toBe(0);
});

it('fails below 90 % of the lines, and names the file and its lines', async () => {
  const { code, output } = await coverageOf('export function idle() {\n  void 0;\n  void 1;\n}\n');
  expect(output).toMatch(/^src\/main\.ts +25\.0 +100\.0 {2}2-4$/m);
  expect(output).toContain('The tests run 25 % of the lines, where 90 % is asked.');
  expect(code).toBe(1);
});

it('fails below 85 % of the branches, though every line ran', async () => {
  const { code, output } = await coverageOf("export const side = process.pid > 0 ? 'l' : 'r';\n");
  expect(output).toMatch(/The tests run \d+(\.\d)? % of the branches, where 85 % is asked\./);
  expect(code).toBe(1);
});

it('says how to count when the last test run did not', async () => {
  const { code, output } = await report();
  expect(output).toBe('The last test run did not count. Run `npm test -- --coverage`, then this again.\n');
  expect(code).toBe(1);
});
