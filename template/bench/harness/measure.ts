import type { Figures, Started } from './bench.ts';

/** A measurement that takes longer hangs. */
const DEADLINE_MS = 300_000;

/** The figures of each round, by variant. */
export type Rounds = readonly Readonly<Record<string, Figures>>[];

async function withDeadline<T>(what: string, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`${what} took longer than ${DEADLINE_MS} ms.`)), DEADLINE_MS);
  return Promise.race([work, late.promise]).finally(() => clearTimeout(timer));
}

/**
 * Measures every variant in every round, forwards and backwards by turns, so that what else the machine does meets them
 * all alike. A round before the first warms up, and is not counted.
 */
export async function measure({ variants }: Started, rounds: number, said: (round: number) => void): Promise<Rounds> {
  const all = Object.entries(variants);
  const found: Record<string, Figures>[] = [];
  for (const round of Array(rounds + 1).keys()) {
    // In the order of the variants, whichever comes first in this round.
    const figures: Record<string, Figures> = Object.fromEntries(all.map(([name]) => [name, {}]));
    for (const [name, run] of round % 2 === 0 ? all : all.toReversed()) {
      figures[name] = await withDeadline(name, run());
    }
    if (round > 0) found.push(figures);
    said(round);
  }
  return found;
}
