import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compare } from '../../eval/harness/compare.ts';
import { evaluate } from '../../eval/harness/evaluate.ts';
import type { EarlierRun, Measures, Result } from '../../eval/harness/evaluation.ts';
import { report } from '../../eval/harness/report.ts';
import { scratchDir } from '../../stack/scratch-dir.ts';

const state = { folder: '', remove: async (): Promise<void> => undefined };
beforeAll(async () => {
  const { dir, remove } = await scratchDir();
  Object.assign(state, { folder: dir, remove });
});
afterAll(() => state.remove());

const result = (measures: Measures, more: Partial<Result> = {}): Result => ({
  name: 'things',
  title: 'Things',
  dataset_hash: 'a',
  model: 'm',
  measures,
  beside: {},
  cases: [{ question: 'Where?', score: 0.5, note: 'there' }],
  ...more,
});

const bounds = { tolerance: 0.02, least: { things: { recall: 0.3 } } };
const evaluation = { title: 'A test', ...bounds };

/** Runs an evaluation of these measures. @returns whether it lost nothing, what was said, and what was kept */
const run = async (
  name: string,
  measures: Measures,
  { accept = false, ...more }: Partial<Result> & { accept?: boolean } = {},
) => {
  const [said, kept]: [string[], Result[]] = [[], []];
  const started = {
    run: async () => [result(measures, more)],
    keep: async (one: Result): Promise<readonly EarlierRun[]> => {
      kept.push(one);
      return [];
    },
  };
  const ok = await evaluate(name, evaluation, started, {
    folder: state.folder,
    accept,
    say: (text) => said.push(text),
  });
  const record = JSON.parse(await readFile(join(state.folder, `${name}.json`), 'utf8').catch(() => 'null'));
  return { ok, said: said.join('\n'), kept, recall: record?.results[0].measures.recall ?? null };
};

describe('an evaluation', () => {
  it('is held against the last run, which a worse one does not replace', async () => {
    expect(await run('a', { recall: 0.8 })).toMatchObject({ ok: true, recall: 0.8 });
    expect(await run('a', { recall: 0.785 })).toMatchObject({ ok: true, recall: 0.785 });
    const worse = await run('a', { recall: 0.7 });
    expect(worse).toMatchObject({ ok: false, recall: 0.785 });
    expect(worse.said).toContain('TOO LITTLE: was 0.785 in the last run');
    expect(worse.kept).toHaveLength(1);
    // A second try changes nothing of that.
    expect(await run('a', { recall: 0.7 })).toMatchObject({ ok: false, recall: 0.785 });
    expect(await run('a', { recall: 0.7 }, { accept: true })).toMatchObject({ ok: true, recall: 0.7 });
    const record = await readFile(join(state.folder, 'a.json'), 'utf8');
    expect(await run('a', { recall: 0.7 })).toMatchObject({ ok: true });
    expect(await readFile(join(state.folder, 'a.json'), 'utf8')).toBe(record);
  });

  it('must come to what is asked for, from the first run on', async () => {
    const low = await run('b', { recall: 0.2 });
    expect(low).toMatchObject({ ok: false, recall: null });
    expect(low.said).toContain('must be 0.300 at least');
    expect(await run('b', { recall: Number.NaN })).toMatchObject({ ok: false });
  });

  it('is not compared with one of other questions or of another model', async () => {
    await run('c', { recall: 0.9 });
    const other = await run('c', { recall: 0.5 }, { dataset_hash: 'b' });
    expect(other).toMatchObject({ ok: true, recall: 0.5 });
    expect(other.said).toContain('Not compared: the dataset is another one.');
    expect((await run('c', { recall: 0.4 }, { dataset_hash: 'b', model: 'n' })).said).toContain('was made with m');
  });

  it('misses a measure that is gone', () => {
    const last = { at: '', results: [{ ...result({ recall: 0.9, mrr: 0.9 }) }] };
    const [compared] = compare([result({ recall: 0.9 })], last, bounds);
    expect(compared?.measures.find(({ measure }) => measure === 'mrr')?.problem).toBe('is no number');
  });

  it('says which file is no record of a run', async () => {
    await writeFile(join(state.folder, 'd.json'), '{"results": 1}');
    await expect(run('d', { recall: 1 })).rejects.toThrow(
      'd.json is no record of a run. Take it from git again, or delete it.',
    );
  });
});

describe('the report', () => {
  const page = (measures: Measures, more: Partial<Result>, earlier: readonly EarlierRun[] = []): string => {
    const compared = compare([result(measures, more)], null, bounds);
    return report(
      'A & B',
      '2026-01-01',
      compared.map((one) => ({ ...one, earlier })),
    );
  };

  it('has plots, what is beside, what went from run to run, and what went wrong', () => {
    const earlier = [0.5, 0.4].map((recall, day) => ({
      created_at: `2026-01-0${2 - day}`,
      model: 'm',
      measures: { recall },
    }));
    const html = page({ recall: 0.25 }, { beside: { 'by words': { recall: 0.1 } } }, earlier);
    expect(html.match(/<svg /g)).toHaveLength(2);
    expect(html).toContain('recall is 0.250, and must be 0.300 at least.');
    expect(html.match(/<circle /g)).toHaveLength(3);
    expect(html).toContain('<td class="n">0.100</td>');
    expect(html).toContain('<td>0.500</td><td>Where?</td><td>there</td>');
    expect(html).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('shows what answers say, and runs none of it', () => {
    const evil = '<script>alert(1)</script>" onload="x';
    const html = page({ [evil]: 1 }, { title: evil, model: evil, cases: [{ question: evil, score: 0, note: evil }] });
    expect(html).not.toContain('<script');
    expect(html).not.toContain('" onload');
  });
});
