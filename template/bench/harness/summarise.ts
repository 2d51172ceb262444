import type { Bench, Goal } from './bench.ts';
import type { Rounds } from './measure.ts';

type Spread = { readonly median: number; readonly least: number; readonly most: number };

/** A figure of a variant over all rounds, and how it stands to the baseline of the same round. */
export type Row = {
  readonly variant: string;
  readonly figure: string;
  readonly itself: Spread;
  readonly ratio: Spread;
  readonly difference: Spread;
};

export type Judged = Goal & { readonly found: number; readonly met: boolean };

function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  const middle = (sorted.length - 1) / 2;
  return { median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2, least: at(0), most: at(sorted.length - 1) };
}

function judge(goal: Goal, rows: readonly Row[]): Judged {
  const row = rows.find(({ variant, figure }) => variant === goal.variant && figure === goal.figure);
  if (row === undefined) throw new Error(`A goal is about ${goal.figure} of ${goal.variant}, which was not measured.`);
  const found = row[goal.as].median;
  return { ...goal, found, met: goal.bound === 'at most' ? found <= goal.value : found >= goal.value };
}

/** Medians, and the least and the most of all rounds; and which goals are met by them. */
export function summarise({ goals }: Pick<Bench, 'goals'>, rounds: Rounds) {
  const variants = Object.keys(rounds[0] ?? {});
  const [baseline = ''] = variants;
  const rows = variants.flatMap((variant) =>
    Object.keys(rounds[0]?.[variant] ?? {}).map((figure): Row => {
      const pairs = rounds.map((round) => [round[variant]?.[figure], round[baseline]?.[figure]] as const);
      return {
        variant,
        figure,
        itself: spread(pairs.map(([own = Number.NaN]) => own)),
        ratio: spread(pairs.map(([own = Number.NaN, base = Number.NaN]) => own / base)),
        difference: spread(pairs.map(([own = Number.NaN, base = Number.NaN]) => own - base)),
      };
    }),
  );
  return { rows, goals: goals.map((goal) => judge(goal, rows)) };
}
