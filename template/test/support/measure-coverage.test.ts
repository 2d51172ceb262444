import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { scratchDir } from '../../stack/scratch-dir.ts';
import { runScript } from '../stack/run-script.ts';
import { measureCoverage } from './measure-coverage.ts';

const text = `type Ünused = string;
const pick = (name: string): Ünused => {
  if (name === 'left') {
    return 'l';
  }
  return 'r';
};
pick(String(process.argv[2]));
process.exitCode = process.argv[2] === 'left' ? Number('0') : Number('1');
`;
const place = { root: '', collected: '', remove: async () => undefined as unknown };

beforeEach(async () => {
  const { dir, remove } = await scratchDir();
  Object.assign(place, { root: path.join(dir, 'project'), collected: path.join(dir, 'processes'), remove });
  await mkdir(path.join(place.root, 'src', 'deep'), { recursive: true });
  await mkdir(place.collected);
  await writeFile(path.join(place.root, 'src', 'pick.ts'), text);
});

afterEach(() => place.remove());

const run = (file: string, args: string[]) =>
  runScript(file, { args, env: { NODE_V8_COVERAGE: place.collected } }).exited;
const measure = () => measureCoverage({ ...place, sources: ['src/**/*.ts'] });
const own = () => path.join(place.root, 'src', 'pick.ts');

/** A copy of the project elsewhere, as tests make them. */
async function copy(): Promise<string> {
  const folder = path.join(place.collected, '..', 'copy');
  await cp(place.root, folder, { recursive: true });
  return path.join(folder, 'src', 'pick.ts');
}

it('counts what one process ran', async () => {
  await run(own(), ['left']);
  expect(await measure()).toMatchObject([{ file: 'src/pick.ts', lines: { covered: 8, total: 9 }, missed: [6, 9] }]);
});

it('counts as run what any of the processes ran, lines and branches', async () => {
  await run(own(), ['left']);
  await run(own(), ['right']);
  const [pick] = await measure();
  expect(pick).toMatchObject({ lines: { covered: 9, total: 9 }, missed: [] });
  expect(pick?.branches.covered).toBe(pick?.branches.total);
});

it('counts runs of a copy as runs of the source', async () => {
  await run(own(), ['left']);
  await run(await copy(), ['right']);
  const [pick] = await measure();
  expect(pick).toMatchObject({ missed: [] });
  expect(pick?.branches.covered).toBe(pick?.branches.total);
});

it('does not count a file that only has the name of a source', async () => {
  const file = await copy();
  await writeFile(file, `${text}// changed`);
  await run(file, ['left']);
  expect(await measure()).toMatchObject([{ lines: { covered: 0, total: 9 } }]);
});

it('counts a source that no process loaded as not run at all', async () => {
  await writeFile(path.join(place.root, 'src', 'deep', 'idle.ts'), 'export const one = 1;\n');
  await writeFile(path.join(place.root, 'src', 'deep', 'made.types.ts'), 'export type One = 1;\n');
  await run(own(), ['left']);
  expect(await measure()).toMatchObject([{ file: 'src/deep/idle.ts', lines: { covered: 0, total: 1 } }, {}]);
  expect(await measure()).toHaveLength(2);
});

it('says so when a source was changed after it ran', async () => {
  await run(own(), ['left']);
  await writeFile(own(), `// new\n${text}`);
  await expect(measure()).rejects.toThrow('src/pick.ts was changed after the tests ran');
});

it('passes over the half file of a process that was killed while it wrote', async () => {
  await run(own(), ['left']);
  await writeFile(path.join(place.collected, 'coverage-1.json'), '{"result":[{"url":"file:');
  expect(await measure()).toMatchObject([{ lines: { covered: 8 } }]);
});

it('takes the functions that Jest still counted when their module was gone', async () => {
  await run(own(), ['left']);
  const [start, end] = [text.indexOf('(name'), text.indexOf(';\npick')];
  const late = {
    functionName: 'pick',
    ranges: [{ startOffset: start, endOffset: end, count: 1 }],
    isBlockCoverage: true,
  };
  const script = { scriptId: '1', url: pathToFileURL(own()).href, functions: [late] };
  await writeFile(path.join(place.collected, 'jest-1.json'), JSON.stringify({ result: [script] }));
  expect(await measure()).toMatchObject([{ missed: [9] }]);
});
