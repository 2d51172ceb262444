import type { Rule } from 'eslint';

type Visit = (...parts: unknown[]) => void;

/** Visitors that do what each of several does: spreading them would keep the last of a key. */
export function allOf(...listeners: readonly Rule.RuleListener[]): Rule.RuleListener {
  const visits = listeners.flatMap((listener) => Object.entries(listener) as [string, Visit][]);
  const all = [...Map.groupBy(visits, ([key]) => key)].map(([key, entries]): [string, Visit] => [
    key,
    (...parts) => entries.forEach(([, visit]) => visit(...parts)),
  ]);
  return Object.fromEntries(all) as Rule.RuleListener;
}
