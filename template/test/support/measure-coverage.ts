import { mergeScriptCovs, type ScriptCov } from '@bcoe/v8-coverage';
import { glob, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import v8ToIstanbul from 'v8-to-istanbul';
import { z } from 'zod';

type Share = { covered: number; total: number };

/** A source file, relative to the root, with its covered shares and the numbers of the lines where something never ran. */
export type FileCoverage = { file: string; lines: Share; branches: Share; missed: number[] };

type Source = { file: string; text: string };

const run = z.object({ result: z.array(z.looseObject({ url: z.string() })) });
const range = z.object({ startOffset: z.int(), endOffset: z.int(), count: z.number() });
const script = z.object({
  scriptId: z.string(),
  url: z.string(),
  functions: z.array(
    z.object({ functionName: z.string(), isBlockCoverage: z.boolean(), ranges: z.tuple([range], range) }),
  ),
});

/** A process that was killed while it wrote leaves half a file, which tells nothing. */
async function scriptsOf(file: string) {
  try {
    return run.parse(JSON.parse(await readFile(file, 'utf8'))).result;
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

/**
 * Whether the script is as long as the source, to the character (Node appends a comment with the script's URL); null when
 * that is unknown. Of a test file's end Jest may count only the functions that were still called, not their module.
 */
function isAsLong({ text }: Source, { url, functions }: ScriptCov): boolean | null {
  const whole = functions[0]?.ranges[0];
  if (whole?.startOffset !== 0) return null;
  return [text, `${text}\n\n//# sourceURL=${url}`].some(({ length }) => length === whole.endOffset);
}

/**
 * The source that was run. Tests also run copies of the sources, in folders that are gone by now: a script is a copy
 * when its path ends as the source's does and it is as long.
 * @throws when the source was changed after the run: what V8 counted would be read off the wrong lines.
 */
function sourceOf(sources: ReadonlyMap<string, Source>, root: string, counted: ScriptCov): Source | undefined {
  const file = fileURLToPath(counted.url);
  const own = sources.get(path.relative(root, file));
  if (own !== undefined && isAsLong(own, counted) === false) {
    throw new Error(`${own.file} was changed after the tests ran. Run \`npm test -- --coverage\`, then this again.`);
  }
  if (own !== undefined) return own;
  const parts = file.split(path.sep);
  const ends = parts.map((_, index) => parts.slice(index).join(path.sep));
  const found = ends.flatMap((end) => sources.get(end) ?? sources.get(path.join('template', end)) ?? []);
  return found.find((source) => isAsLong(source, counted) === true);
}

/** Functions and ranges without the comment that Node appends, so that all runs of one source have the same shape. */
const cut = (counted: ScriptCov, { file, text }: Source): ScriptCov => ({
  ...counted,
  url: file,
  functions: counted.functions.map((each) => ({
    ...each,
    ranges: each.ranges.map((piece) => ({ ...piece, endOffset: Math.min(piece.endOffset, text.length) })),
  })),
});

/** V8 counts ranges of one run; only merged as ranges they stay true, since each run has ranges of its own. */
async function measure(root: string, { file, text }: Source, runs: readonly ScriptCov[]): Promise<FileCoverage> {
  const nothing = { startOffset: 0, endOffset: text.length, count: 0 };
  const converter = v8ToIstanbul(path.join(root, file), 0, { source: text });
  await converter.load();
  converter.applyCoverage(
    mergeScriptCovs(runs)?.functions ?? [{ functionName: '(empty-report)', ranges: [nothing], isBlockCoverage: true }],
  );
  const [data] = Object.values(converter.toIstanbul());
  const lines = Object.values(data?.s ?? {});
  const branches = Object.values(data?.b ?? {}).flat();
  const share = (counts: readonly number[]) => ({
    covered: counts.filter((count) => count > 0).length,
    total: counts.length,
  });
  const missed = new Set([
    ...lines.flatMap((count, index) => (count > 0 ? [] : [index + 1])),
    ...Object.entries(data?.branchMap ?? {}).flatMap(([id, { loc }]) =>
      data?.b[id]?.includes(0) ? loc.start.line : [],
    ),
  ]);
  return { file, lines: share(lines), branches: share(branches), missed: [...missed].toSorted((a, b) => a - b) };
}

/**
 * Measures the sources, globs relative to `root`, by all the coverage files of V8 that are in `collected`. A source that
 * no process loaded counts with all of its lines.
 * @throws when a source was changed after the tests ran.
 */
export async function measureCoverage(options: { root: string; sources: string[]; collected: string }) {
  const { root, collected } = options;
  const sources = new Map<string, Source>();
  for await (const file of glob(options.sources, { cwd: root, exclude: ['generators/test/**', '**/*.types.ts'] })) {
    sources.set(file, { file, text: await readFile(path.join(root, file), 'utf8') });
  }
  const runs = new Map<Source, ScriptCov[]>([...sources.values()].map((source) => [source, []]));
  for (const name of await readdir(collected)) {
    for (const loaded of await scriptsOf(path.join(collected, name))) {
      if (!/^file:.*\.ts(\?|$)/.test(loaded.url) || loaded.url.includes('/node_modules/')) continue;
      const counted = script.parse(loaded);
      const source = sourceOf(sources, root, counted);
      if (source !== undefined) runs.get(source)?.push(cut(counted, source));
    }
  }
  const measured = await Promise.all([...runs].map(([source, counted]) => measure(root, source, counted)));
  return measured.toSorted((a, b) => (a.file < b.file ? -1 : 1));
}
