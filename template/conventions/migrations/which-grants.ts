import { callers, commands } from './state.ts';
import type { Grant, Relation } from './state.ts';

/** Whether a statement gave it, and not Postgres or Supabase unasked. */
export const isTold = ({ how }: Grant): boolean => how !== 'default';

/** Whether row-level security decides about it. */
export const isCommand = ({ privilege }: Grant): boolean => commands.some((command) => command === privilege);

/** Those of the roles that requests have. */
export const toCallers = (grants: readonly Grant[]): Grant[] => grants.filter(({ role }) => callers.includes(role));

/** The roles of requests that still have what a new table has unasked. */
export const rolesByDefault = ({ grants }: Relation): string[] => [
  ...new Set(toCallers(grants.filter((grant) => !isTold(grant))).map(({ role }) => role)),
];
