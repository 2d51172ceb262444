import type { Evaluation, Measures, Result } from './evaluation.ts';

/** A run that was kept in a file. */
export type KeptRun = { readonly at: string; readonly results: readonly KeptResult[] };
export type KeptResult = Pick<Result, 'name' | 'dataset_hash' | 'model' | 'measures'>;

/** A measure beside what it was, and what it must be; `problem` where it is too little. */
export type Compared = {
  readonly measure: string;
  readonly value: number;
  readonly last: number | null;
  readonly least: number | null;
  readonly problem: string | null;
};

export type ComparedResult = {
  readonly result: Result;
  /** Why it cannot be compared with the last run; null where it can. */
  readonly why: string | null;
  readonly measures: readonly Compared[];
};

const whyNot = (result: Result, last: KeptResult | undefined): string | null => {
  if (last === undefined) return 'there is no run before it';
  if (last.dataset_hash !== result.dataset_hash) return 'the dataset is another one';
  return last.model === result.model ? null : `the last run was made with ${last.model}`;
};

const round = (value: number): string => value.toFixed(3);

const problemOf = (value: number, last: number | null, least: number | null, tolerance: number): string | null => {
  if (!Number.isFinite(value)) return 'is no number';
  // A hair's breadth for what a double makes of a third.
  if (last !== null && value < last - tolerance - 1e-9) return `was ${round(last)} in the last run`;
  return least !== null && value < least - 1e-9 ? `must be ${round(least)} at least` : null;
};

/** Holds results against the last run, and against what they must come to. A measure that is gone is a problem too. */
export function compare(
  results: readonly Result[],
  last: KeptRun | null,
  { tolerance, least }: Pick<Evaluation, 'tolerance' | 'least'>,
): readonly ComparedResult[] {
  return results.map((result) => {
    const before = last?.results.find(({ name }) => name === result.name);
    const why = whyNot(result, before);
    const known: Measures = why === null ? (before?.measures ?? {}) : {};
    const bounds: Measures = least[result.name] ?? {};
    const names = [...new Set([...Object.keys(result.measures), ...Object.keys(known), ...Object.keys(bounds)])];
    const measures = names.map((measure): Compared => {
      const value = result.measures[measure] ?? Number.NaN;
      const [was, must] = [known[measure] ?? null, bounds[measure] ?? null];
      return { measure, value, last: was, least: must, problem: problemOf(value, was, must, tolerance) };
    });
    return { result, why, measures };
  });
}
