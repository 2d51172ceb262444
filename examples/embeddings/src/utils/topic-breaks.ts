import type { Unit } from './document-units.ts';

/** Sentences on each side of a place that are compared: one alone is often too short to say what it is about. */
const SIDE = 2;

type Vector = readonly number[];

/** A vector for each text, in their order. */
export type Embed = (texts: readonly string[]) => Promise<readonly Vector[]>;

const cosine = (a: Vector, b: Vector): number => {
  const sums = a.reduce(
    ([ab, aa, bb], value, index) => {
      const other = b[index] ?? 0;
      return [ab + value * other, aa + value * value, bb + other * other] as const;
    },
    [0, 0, 0] as readonly [number, number, number],
  );
  const length = Math.sqrt(sums[1] * sums[2]);
  return length === 0 ? 0 : sums[0] / length;
};

const sumOf = (vectors: readonly Vector[]): Vector =>
  (vectors[0] ?? []).map((_, index) => vectors.reduce((sum, vector) => sum + (vector[index] ?? 0), 0));

/** Where another topic begins: the starts of sentences that are farther from those before than is usual in this document. */
export async function topicBreaks(text: string, units: readonly Unit[], embed: Embed): Promise<ReadonlySet<number>> {
  const sentences = units.filter(({ kind }) => kind === 'paragraph');
  if (sentences.length < 3) return new Set();
  const vectors = await embed(sentences.map(({ start, end }) => text.slice(start, end)));
  const places = sentences.slice(1).map(({ start, section }, index) => {
    const at = index + 1;
    const near = (from: number, to: number): readonly Vector[] =>
      vectors.slice(from, to).filter((_, offset) => sentences[from + offset]?.section === section);
    const [before, after] = [near(Math.max(0, at - SIDE), at), near(at, at + SIDE)];
    return { start, distance: before.length === 0 ? null : 1 - cosine(sumOf(before), sumOf(after)) };
  });
  const distances = places.flatMap(({ distance }) => (distance === null ? [] : [distance]));
  const mean = distances.reduce((sum, one) => sum + one, 0) / distances.length;
  const spread = Math.sqrt(distances.reduce((sum, one) => sum + (one - mean) ** 2, 0) / distances.length);
  const far = places.filter(({ distance }) => distance !== null && distance > mean + spread);
  return new Set(far.map(({ start }) => start));
}
