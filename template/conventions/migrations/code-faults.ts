import { byStatement, faultAt, nameOf } from './fault.ts';
import type { Fault } from './fault.ts';
import type { Routine, Unreadable } from './state.ts';

const signature = (routine: Routine): string => `${nameOf(routine)}(${routine.types.join(', ')})`;

/** What is wrong with a function that runs as its owner. */
export function routineFaults(routine: Routine): Fault[] {
  if (!routine.definer) return [];
  const { at, searchPath, trigger, grants } = routine;
  const name = signature(routine);
  const revoke = `revoke execute on function ${name} from public, anon, authenticated;`;
  const why = 'it passes row-level security, so who may call it is said by name';
  const open = trigger ? [] : grants.filter(({ how }) => how === 'default');
  const toPublic = trigger ? [] : grants.filter(({ how, role }) => how !== 'default' && role === 'public');
  return [
    ...(searchPath
      ? []
      : [
          faultAt(
            at,
            `The function ${name} is \`security definer\` without a search path of its own`,
            'whoever calls it chooses which tables and functions its names mean, and it runs them as its owner',
            `Write \`set search_path = ''\` before its body and full names in it, or add: alter function ${name} set search_path = '';`,
          ),
        ]),
    ...(open.length === 0
      ? []
      : [
          faultAt(
            at,
            `Everybody may call ${name}, which is \`security definer\`, because nothing was revoked`,
            why,
            `Add: ${revoke} Then grant execute to the role that is meant.`,
          ),
        ]),
    ...byStatement(toPublic).flatMap(([first]) =>
      first === undefined
        ? []
        : [
            faultAt(
              first.at,
              `${name}, which is \`security definer\`, is granted to public`,
              why,
              `Name the role, and add: ${revoke}`,
            ),
          ],
    ),
  ];
}

const todos: Readonly<Record<string, string>> = {
  execute: 'Write the statement itself, or begin the string with the select, insert, update or delete that it is',
  'an expression nested too deeply to follow': 'Put it in a function of its own, or in a table that is joined',
  rollback: 'Take out what is not to happen; each migration runs in a transaction of its own',
  'import foreign schema':
    'Write `create foreign table` for each, with `revoke all … from public, anon, authenticated`',
};

function said(what: string): string {
  if (what === 'execute')
    return 'SQL is run here that comes from a variable or is put together, so nobody can tell what it makes';
  if (what.startsWith('an expression')) return `Here is ${what}`;
  return `\`${what}\` ${what in todos ? 'stands in a migration' : 'stands in a DO block, a function or a string here'}`;
}

/** What this check cannot follow, and therefore nobody who reads the migration can. */
export const unreadableFault = ({ what, at }: Unreadable): Fault =>
  faultAt(
    at,
    said(what),
    'what makes tables, views, policies, rights and functions is checked by reading it, so it is written as plain statements',
    todos[what] ??
      'Write it as a statement of the migration itself: a migration runs once, and needs no `if not exists` around it',
  );
