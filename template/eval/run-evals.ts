import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { evaluate } from './harness/evaluate.ts';
import type { Evaluation } from './harness/evaluation.ts';

// npm run eval [-- name … --accept --results folder]: what eval/ has, held against the last run.
const USAGE = `Usage: npm run eval [-- name … --accept --results folder]; a name is what a *.eval.ts of eval/ begins with.
  --accept   takes this run as the one that the next is held against, though it is worse
  --results  where the record and the page are kept: eval-results where it is not said
`;

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const complain = (text: string): void => void process.stderr.write(text);

async function load(folder: string, name: string): Promise<Evaluation> {
  const file = join(folder, `${name}.eval.ts`);
  const exported = `${name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())}Eval`;
  const { [exported]: found }: Readonly<Record<string, Evaluation>> = await import(pathToFileURL(file).href);
  if (found === undefined) throw new Error(`${file} does not export ${exported}.`);
  return found;
}

/** @returns the exit code: 1 where something was lost, 2 for wrong usage */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(2),
    options: { accept: { type: 'boolean', default: false }, results: { type: 'string', default: 'eval-results' } },
    allowPositionals: true,
  });
  const folder = resolve('eval');
  const files = existsSync(folder) ? await readdir(folder) : [];
  const names = files.flatMap((file) => /^(.+)\.eval\.ts$/.exec(file)?.[1] ?? []).toSorted();
  const chosen = names.filter((name) => positionals.length === 0 || positionals.some((one) => name.startsWith(one)));
  if (chosen.length === 0) {
    const there = names.length === 0 ? 'There is nothing to be evaluated: eval/ has no *.eval.ts.' : names.join(', ');
    complain(`${USAGE}${there}\n`);
    return positionals.length === 0 ? 0 : 2;
  }
  const state = { lost: false };
  for (const name of chosen) {
    const evaluation = await load(folder, name);
    complain(`${name}: starting\n`);
    const started = await evaluation.start();
    try {
      const options = { folder: resolve(values.results), accept: values.accept, say };
      if (!(await evaluate(name, evaluation, started, options))) state.lost = true;
    } finally {
      await started.stop();
    }
  }
  return state.lost ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  const isUsage = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  complain(
    isUsage
      ? `${error.message}\n${USAGE}`
      : `\nThe evaluation ended: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = isUsage ? 2 : 1;
}
// What an evaluation forgot to let go of does not hold up the end.
process.exit();
