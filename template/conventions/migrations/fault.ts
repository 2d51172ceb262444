import type { Grant, Place, Relation } from './state.ts';

/** What is wrong, and the statement that made it so. */
export type Fault = { readonly at: Place; readonly message: string };

/** A fault in the form of all our messages: what, why, what to do. */
export const faultAt = (at: Place, what: string, why: string, todo: string): Fault => ({
  at,
  message: `${what}. PATTERNS.md › Tables: ${why}. ${todo}${/[.;]$/.test(todo) ? '' : '.'}`,
});

/** A name as SQL takes it. */
export const quoted = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;

/** The full name of a table or function, as SQL takes it. */
export const nameOf = ({ schema, name }: Pick<Relation, 'schema' | 'name'>): string =>
  `${quoted(schema)}.${quoted(name)}`;

/** `a, b and c`, each once. */
export function listOf(words: readonly string[]): string {
  const all = [...new Set(words)];
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1) ?? ''}`;
}

/** Grants by the statement that gave them. */
export const byStatement = (grants: readonly Grant[]): Grant[][] => [
  ...Map.groupBy(grants, ({ at }) => at.order).values(),
];
