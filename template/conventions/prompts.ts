// npm run prompts: the prompts and their versions. -- diff answer-question 2 3: what changed between two versions, from git.
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { findProject } from './project.ts';

const USAGE = `Usage: npm run prompts                              the prompts, and the version of each
       npm run prompts -- diff answer-question 2 3  what changed between two versions, as git keeps them`;

const { root } = findProject(process.cwd(), new Date());
const folder = join(root, 'src/prompts');
const run = promisify(execFile);
const git = async (...args: string[]): Promise<string> =>
  (await run('git', args, { cwd: root, maxBuffer: 2 ** 24, timeout: 30_000 })).stdout;

const versionOf = (text: string): number => Number(/^\s*version:\s*(\d+)/m.exec(text)?.[1] ?? 0);

const names = async (): Promise<string[]> =>
  (await readdir(folder).catch(() => [])).flatMap((file) => /^(.+)\.prompt\.ts$/.exec(file)?.[1] ?? []).toSorted();

/** The file of a prompt as it was when it last had this version: in the work tree, else in the newest commit that has it. */
async function atVersion(name: string, version: number): Promise<string> {
  const file = join(folder, `${name}.prompt.ts`);
  const here = await readFile(file, 'utf8').catch(() => '');
  if (versionOf(here) === version) return here;
  const top = (await git('rev-parse', '--show-toplevel')).trim();
  const commits = (await git('log', '--format=%H', '--', file)).split('\n').filter((line) => line !== '');
  for (const commit of commits) {
    const text = await git('show', `${commit}:${relative(top, file)}`).catch(() => '');
    if (versionOf(text) === version) return text;
  }
  throw new Error(`git knows no version ${version} of ${name}: it was never committed, or it had another name then.`);
}

async function diff(name: string, from: number, to: number): Promise<string> {
  const texts = await Promise.all([from, to].map((version) => atVersion(name, version)));
  const dir = await mkdtemp(join(tmpdir(), 'prompts-'));
  try {
    const files = [from, to].map((version) => join(dir, `${name}@${version}`));
    await Promise.all(files.map((file, index) => writeFile(file, texts[index] ?? '')));
    // It ends with 1 where there are differences.
    const args = ['diff', '--no-index', '--no-color', '--no-prefix', '--unified=2', ...files];
    const shown = await git(...args).catch((error: { stdout?: string }) => error.stdout ?? '');
    return shown
      .replaceAll(`${dir}/`, '')
      .replaceAll(`${dir.slice(1)}/`, '')
      .split('\n')
      .slice(2)
      .join('\n');
  } finally {
    await rm(dir, { recursive: true });
  }
}

async function main(args: readonly string[]): Promise<number> {
  const say = (text: string): void => void process.stdout.write(`${text.trimEnd()}\n`);
  const all = await names();
  if (args.length === 0) {
    const files = await Promise.all(all.map((name) => readFile(join(folder, `${name}.prompt.ts`), 'utf8')));
    say(
      all.length === 0
        ? 'There are no prompts.'
        : all.map((name, at) => `${name}@${versionOf(files[at] ?? '')}`).join('\n'),
    );
    return 0;
  }
  const [command, name = '', from, to] = args;
  const versions = [from, to].map(Number);
  const isWrong = command !== 'diff' || args.length !== 4 || versions.some((one) => !Number.isInteger(one) || one < 1);
  if (isWrong || !all.includes(name)) {
    const known = isWrong ? '' : `There is no prompt ${name}; there are: ${all.join(', ')}.\n`;
    process.stderr.write(`${known}${USAGE}\n`);
    return 2;
  }
  const [first = 1, second = 1] = versions;
  say((await diff(name, first, second)) || `${name}@${first} and ${name}@${second} say the same.`);
  return 0;
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 1;
});
