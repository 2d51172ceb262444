import { faultAt, nameOf, quoted } from './fault.ts';
import type { Fault } from './fault.ts';
import type { Command, Condition, Policy, Relation } from './state.ts';

// What decides about a command; where a policy of UPDATE or of all commands has no WITH CHECK, USING does both.
function conditionsOf({ using, check, commands }: Policy, command: Command): readonly Condition[] {
  if (command === 'insert') return [check ?? (commands.length > 1 ? using : null)];
  return command === 'update' ? [using, check ?? using] : [using];
}

const clauseOf = (command: Command): string => (command === 'insert' ? 'with check' : 'using');

function faultOf(policy: Policy, relation: Relation): Fault[] {
  const { at, commands, roles, permissive } = policy;
  const what = `The policy ${quoted(policy.name)} on ${nameOf(relation)}`;
  const silent = commands.find((command) => conditionsOf(policy, command).includes(null));
  if (silent !== undefined) {
    return [
      faultAt(
        at,
        `${what} has no \`${clauseOf(silent)}\` and so lets no ${silent} through`,
        'a policy says for which rows it is, also where that is none',
        `Add \`${clauseOf(silent)} (owner_id = (select auth.uid()))\`, or \`${clauseOf(silent)} (false)\` where nobody may`,
      ),
    ];
  }
  // The service role passes every policy, and a restrictive one lets nothing through by itself.
  if (!permissive || roles.every((role) => role === 'service_role' || role === 'postgres')) return [];
  const writes = commands.filter((command) => command !== 'select');
  const open = writes.find((command) => conditionsOf(policy, command).includes('always'));
  if (open !== undefined) {
    return [
      faultAt(
        at,
        `${what} is true for every row, and lets ${roles.join(', ')} ${open} any`,
        '`using (true)` is for reading what is public, never for writing',
        'Say whose rows: `using (owner_id = (select auth.uid()))`, and the same `with check`, so that no row is given away either. Where nobody may write: `using (false)`',
      ),
    ];
  }
  const anyone = roles.filter((role) => role === 'public' || role === 'anon');
  const works = writes.find((command) => !conditionsOf(policy, command).includes('never'));
  if (anyone.length === 0 || works === undefined) return [];
  return [
    faultAt(
      at,
      `${what} lets ${anyone.join(', ')} ${works}${anyone.includes('public') ? ' (without `to`, a policy is for public, which is everybody)' : ''}`,
      'who writes is signed in, or goes through our API, which limits and checks what a direct call would not',
      'Write `to authenticated`. What comes from people without an account is written by a repository that uses `supabaseAdmin`',
    ),
  ];
}

/** What is wrong with the policies of a table, ours or one of Supabase's such as storage.objects. */
export const policyFaults = (relation: Relation): Fault[] =>
  relation.policies.flatMap((policy) => faultOf(policy, relation));
