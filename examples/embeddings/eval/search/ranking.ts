import type { Measures } from '../harness/evaluation.ts';

const DEPTH = 10;

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * How well questions were answered that have one right passage each, by the place where it was found (from 1; null: not at all).
 * recall@k: whether it is among the first k; mrr: one over its place; ndcg@10: the same, discounted by the logarithm.
 */
export function rankingMeasures(places: readonly (number | null)[]): Measures {
  const recall = (k: number): number => mean(places.map((place) => (place !== null && place <= k ? 1 : 0)));
  const within = places.map((place) => (place !== null && place <= DEPTH ? place : null));
  return {
    'recall@1': recall(1),
    'recall@3': recall(3),
    'recall@10': recall(DEPTH),
    mrr: mean(within.map((place) => (place === null ? 0 : 1 / place))),
    'ndcg@10': mean(within.map((place) => (place === null ? 0 : 1 / Math.log2(place + 1)))),
  };
}
