import type { Detector, Instance } from './detector.ts';
import type { Justification } from './justifications.ts';
import type { FileFacts } from './file-facts.ts';

/** An instance, with the absolute path of its file. */
export type Found = Instance & { readonly file: string };

/** A departure from the dominant form; its reason where a comment gives one. */
export type Outlier = Found & { readonly reason: string | null };

/** What the code does where it had a choice. */
export type Measurement = {
  /** How many instances there are, without those that are justified. */
  readonly total: number;
  /** The form that most of them have; null where there are none. Of equals, the expected one. */
  readonly dominant: string | null;
  readonly count: number;
  /** From 0 to 1; 0 where there are none. */
  readonly share: number;
  /** Up to two files that have nothing but that form, the ones of the most usual length: neither a stub nor a giant. */
  readonly exemplars: readonly string[];
  /** Every instance of another form than the expected one (without one: than the dominant one). */
  readonly outliers: readonly Outlier[];
  /** The comments that speak for none of them. */
  readonly idle: readonly Justification[];
};

/** Below this, a share is chance. */
export const FEW = 3;

function exemplarsOf(files: readonly FileFacts[], found: readonly Found[], form: string): string[] {
  const byFile = Map.groupBy(found, ({ file }) => file);
  const pure = files.filter(({ file }) => byFile.get(file)?.every((one) => one.form === form) === true);
  const lengths = pure.map(({ lineCount }) => lineCount).sort((a, b) => a - b);
  const usual = lengths[Math.floor(lengths.length / 2)] ?? 0;
  const distance = ({ lineCount }: FileFacts): number => Math.abs(lineCount - usual);
  return pure
    .toSorted((a, b) => distance(a) - distance(b))
    .slice(0, 2)
    .map(({ file }) => file);
}

/** Measures one pattern over all files. `justified` are the comments that name it. */
export function measure(
  detector: Detector,
  expected: string | null,
  files: readonly FileFacts[],
  justified: readonly Justification[],
): Measurement {
  const found = files.flatMap(({ file, instances }) =>
    (instances[detector.name] ?? []).map((instance) => ({ ...instance, file })),
  );
  const speaksFor = (comment: Justification, { file, line }: Found): boolean => {
    if (comment.file !== file) return false;
    const onItsLine = found.some((one) => one.file === file && one.line === comment.line);
    return line === (onItsLine ? comment.line : comment.next);
  };
  const reasonOf = (one: Found): string | null => justified.find((comment) => speaksFor(comment, one))?.reason || null;
  const counted = found.filter((one) => one.form === expected || reasonOf(one) === null);
  const counts = Object.entries(Object.groupBy(counted, ({ form }) => form)).map(([form, some = []]) => ({
    form,
    count: some.length,
  }));
  const [top] = counts.sort((a, b) => b.count - a.count || Number(b.form === expected) - Number(a.form === expected));
  const dominant = top?.form ?? null;
  const wanted = expected ?? dominant;
  const outliers = found.filter(({ form }) => form !== wanted);
  return {
    total: counted.length,
    dominant,
    count: top?.count ?? 0,
    share: top === undefined ? 0 : top.count / counted.length,
    exemplars: dominant === null ? [] : exemplarsOf(files, found, dominant),
    outliers: outliers.map((one) => ({ ...one, reason: reasonOf(one) })),
    idle: justified.filter((comment) => !outliers.some((one) => speaksFor(comment, one))),
  };
}
