// npm run test:examples: each example by itself, and all of them together, as projects that are linted, checked and tested.
import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

const kit = join(import.meta.dirname, '../..');
const MINUTE = 60_000;
const scripts = [['lint'], ['typecheck'], ['db:types', '--check'], ['test']];

/** Runs a script in the project that examples compose to. @returns whether it went well within half an hour. */
const passes = (examples: string, script: readonly string[]): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const args = [join(kit, 'generators/project/example.ts'), examples, ...script];
    const child = spawn(process.execPath, args, { cwd: kit, stdio: 'inherit', timeout: 30 * MINUTE });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code === 0));
  });

const entries = await readdir(join(kit, 'examples'), { withFileTypes: true });
const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name).sort(); // prettier-ignore
const failed: string[] = [];
for (const examples of [...names, ...(names.length > 1 ? [names.join(',')] : [])]) {
  for (const script of scripts) {
    process.stdout.write(`\n== ${examples}: ${script.join(' ')}\n`);
    if (!(await passes(examples, script))) failed.push(`npm run example -- ${examples} ${script.join(' ')}`);
  }
}
if (failed.length > 0) {
  process.stderr.write(`\nThese failed:\n${failed.map((line) => `  ${line}\n`).join('')}`);
  process.exitCode = 1;
}
