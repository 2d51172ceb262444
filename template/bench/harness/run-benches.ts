import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { arch, cpus, totalmem } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { Bench } from './bench.ts';
import { measure } from './measure.ts';
import { plot } from './plot.ts';
import { report } from './report.ts';
import { summarise } from './summarise.ts';

// npm run bench [-- name … --rounds n]: measures what bench/ has, and writes bench-results/<name>.json and .svg.
const USAGE = 'Usage: npm run bench [-- name … --rounds n]; a name is what a *.bench.ts begins with.\n';
const RESULTS = resolve('bench-results');

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const complain = (text: string): void => void process.stderr.write(text);

/** By their names: those of a project's `bench/`; in the kit, those of the template and the kit's own. Examples are measured in a project. */
async function findBenches(): Promise<ReadonlyMap<string, string>> {
  const folders = ['template/bench', 'bench'].map((folder) => resolve(folder)).filter(existsSync);
  const found = await Promise.all(
    folders.map(async (folder) => (await readdir(folder)).map((file) => join(folder, file))),
  );
  const files = found.flat().filter((file) => file.endsWith('.bench.ts'));
  return new Map(files.toSorted().map((file) => [basename(file, '.bench.ts'), file]));
}

async function load(name: string, file: string): Promise<Bench> {
  const exported = `${name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())}Bench`;
  const { [exported]: bench }: Readonly<Record<string, Bench>> = await import(pathToFileURL(file).href);
  if (bench === undefined) throw new Error(`${file} does not export ${exported}.`);
  return bench;
}

async function run(name: string, file: string, rounds: number | null): Promise<void> {
  const bench = await load(name, file);
  const count = rounds ?? bench.rounds;
  // On a terminal one line that changes, elsewhere one after the other.
  const tell = (what: string): void => complain(process.stderr.isTTY ? `\r${name}: ${what}` : `${name}: ${what}\n`);
  tell('starting');
  const started = await bench.start();
  try {
    const measured = await measure(started, count, (round) => tell(`round ${round} of ${count}`));
    if (process.stderr.isTTY) complain('\n');
    const { rows, goals } = summarise(bench, measured);
    const machine = `${cpus().length} × ${cpus()[0]?.model ?? arch()}, ${Math.round(totalmem() / 2 ** 30)} GB`;
    const at = new Date().toISOString();
    const head = { name, title: bench.title, at, machine, node: process.version };
    await writeFile(
      join(RESULTS, `${name}.json`),
      `${JSON.stringify({ ...head, rows, goals, rounds: measured }, null, 2)}\n`,
    );
    await writeFile(join(RESULTS, `${name}.svg`), plot(`${bench.title} (${at.slice(0, 10)}, ${machine})`, rows));
    say(`\n${report(bench.title, rows, goals)}\n`);
  } finally {
    await started.stop();
  }
}

/** @returns the exit code: a goal that is missed is told and is no failure, since machines differ. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(2),
    options: { rounds: { type: 'string' } },
    allowPositionals: true,
  });
  const rounds = values.rounds === undefined ? null : Number(values.rounds);
  const benches = await findBenches();
  const chosen = [...benches].filter(
    ([name]) => positionals.length === 0 || positionals.some((one) => name.startsWith(one)),
  );
  if (chosen.length === 0 || (rounds !== null && !(Number.isInteger(rounds) && rounds > 0))) {
    complain(`${USAGE}There are: ${[...benches.keys()].join(', ')}.\n`);
    return 2;
  }
  await mkdir(RESULTS, { recursive: true });
  for (const [name, file] of chosen) await run(name, file, rounds);
  say(`Written to ${RESULTS}: a .json and a .svg each.`);
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  complain(`\nThe benches ended: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = error instanceof TypeError && 'code' in error ? 2 : 1;
}
// What a bench forgot to let go of does not hold up the end.
process.exit();
