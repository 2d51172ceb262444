import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { checks } from '../../conventions/checks.ts';
import type { Finding } from '../../conventions/finding.ts';
import { plugin } from '../../conventions/plugin.ts';
import { findProject } from '../../conventions/project.ts';

const source = join(import.meta.dirname, 'canaries');
const MARK = /(?:\/\/|\/\*|--|#|<!--)\s*bad(?<next> next line)?: (?<rules>[\w@/, -]+?)\s*(?:\*\/|-->)?$/;

const ours = new Set([...Object.keys(plugin.rules), ...checks.map(({ name }) => name)]);
const ruleId = (name: string): string => (ours.has(name) ? `conventions/${name}` : name);

/** `file:line rule`, relative to the folder of all canaries. */
export type Place = string;

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

const placesOfFile = (file: string, text: string): Place[] =>
  text.split(/\r?\n/).flatMap((line, index) => {
    const { next, rules = '' } = MARK.exec(line)?.groups ?? {};
    const number = index + (next === undefined ? 1 : 2);
    return rules.split(',').flatMap((name) => (name.trim() === '' ? [] : [`${file}:${number} ${ruleId(name.trim())}`]));
  });

// A file that takes no comments, such as package.json, is marked in `<its name>.bad` beside it: one `<line> <rule>` a line.
const placesBeside = (file: string, text: string): Place[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [number, name = ''] = line.trim().split(' ');
      return `${file.slice(0, -'.bad'.length)}:${number} ${ruleId(name)}`;
    });

async function eslintOf(root: string): Promise<Pick<Finding, 'file' | 'line' | 'rule'>[]> {
  const script = join(import.meta.dirname, 'eslint.process.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [script, root], {
    timeout: 120_000,
    env: process.env,
    maxBuffer: 2 ** 26,
  });
  return z.array(z.object({ file: z.string(), line: z.int(), rule: z.string() })).parse(JSON.parse(stdout));
}

/** A copy of the canaries outside of the project, so that nothing above them counts. Disposed of with `remove`. */
export async function copyCanaries() {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'canaries-')));
  await cp(source, root, { recursive: true, verbatimSymlinks: true });
  const folders = await readdir(root);
  // Where a check runs the code, it finds the packages.
  const modules = dirname(dirname(import.meta.resolve('fastify/package.json').slice('file://'.length)));
  await symlink(modules, join(root, 'node_modules'));
  const config = join(import.meta.dirname, '../../conventions/eslint-config.ts');
  await writeFile(
    join(root, 'eslint.config.js'),
    `export { eslintConfig as default } from ${JSON.stringify(config)};\n`,
  );
  const place = (file: string): string => relative(root, file).split(sep).join('/');

  const linted = eslintOf(root);

  return {
    /** The rules and checks that have a folder. */
    folders,
    /** The cases of a folder: `bad`, `bad-…`, `good`, `good-…`. */
    cases: (folder: string): Promise<string[]> => readdir(join(root, folder)),

    /** What the marks in a folder's cases say must be found. */
    async expected(folder: string): Promise<Place[]> {
      const files = await filesBelow(join(root, folder));
      const places = await Promise.all(
        files.map(async (file) => {
          const text = await readFile(file, 'utf8');
          return file.endsWith('.bad') ? placesBeside(place(file), text) : placesOfFile(place(file), text);
        }),
      );
      return places.flat().sort();
    },

    /** What the lint rules find in a folder. */
    async lint(folder: string): Promise<Place[]> {
      const places = (await linted).map(({ file, line, rule }) => `${place(file)}:${line} ${rule}`);
      return [...new Set(places)].filter((found) => found.startsWith(`${folder}/`)).sort();
    },

    /** What the check of a folder's name finds in each of its cases. */
    async check(folder: string): Promise<Place[]> {
      const check = checks.find(({ name }) => name === basename(folder));
      if (check === undefined) throw new Error(`There is no check ${folder}.`);
      const cases = await readdir(join(root, folder));
      const findings = await Promise.all(
        cases.map((name) => check.run(findProject(join(root, folder, name), new Date('2026-11-22T00:00:00Z')))),
      );
      return [...new Set(findings.flat().map(({ file, line, rule }) => `${place(file)}:${line} ${rule}`))].sort();
    },

    remove: (): Promise<void> => rm(root, { recursive: true, force: true }),
  };
}
