import { byStatement, faultAt, listOf, nameOf, quoted } from './fault.ts';
import type { Fault } from './fault.ts';
import { callers } from './state.ts';
import type { Grant, Relation, Wide } from './state.ts';
import { isCommand, isTold } from './which-grants.ts';

const served = [...callers, 'service_role'];
const why =
  'each table says by name which role may do what to it, so that a reader sees it and nothing is granted by accident';

function faultOf(group: readonly Grant[], name: string): Fault[] {
  const [first] = group;
  if (first === undefined) return [];
  const { at } = first;
  const roles = listOf(group.map(({ role }) => role));
  const list = [...new Set(group.map(({ role }) => role))].join(', ');
  if (group.some(({ how }) => how === 'all')) {
    const todo = `Write \`revoke all on ${name} from ${list};\` and then what is meant, such as \`grant select, delete on ${name} to authenticated;\``;
    return [
      faultAt(
        at,
        `All privileges on ${name} are granted to ${roles}, truncate among them, which no policy holds`,
        why,
        todo,
      ),
    ];
  }
  if (group.some(({ role }) => role === 'public')) {
    const todo = `Name the roles that are meant (authenticated, service_role) and add: revoke all on ${name} from public;`;
    return [
      faultAt(at, `A privilege on ${name} is granted to public, which is every role there will ever be`, why, todo),
    ];
  }
  const beyond = group.filter((grant) => callers.includes(grant.role) && !isCommand(grant));
  if (beyond.length === 0) return [];
  const what = beyond.map(({ privilege }) => privilege);
  return [
    faultAt(
      at,
      `${listOf(beyond.map(({ role }) => role))} is granted ${listOf(what)} on ${name}`,
      'policies hold select, insert, update and delete, and nothing else',
      `Take it back: revoke ${[...new Set(what)].join(', ')} on ${name} from ${list};`,
    ),
  ];
}

/** What is wrong with the grants on a table, view or the like. */
export const grantFaults = (relation: Relation): Fault[] =>
  byStatement(relation.grants.filter((grant) => isTold(grant) && served.includes(grant.role))).flatMap((group) =>
    faultOf(group, nameOf(relation)),
  );

type Told = readonly [what: string, why: string, todo: string];

function toldOf({ kind, target }: Wide, roles: string): Told {
  switch (kind) {
    case 'default privileges':
      return [
        `Later ${target} are granted to ${roles} unasked`,
        why,
        'Take the statement out and grant with each of them. Where it was applied, repeat it with `revoke all … from` in place of `grant … to`',
      ];
    case 'all tables':
    case 'all routines': {
      const all = `all ${kind === 'all tables' ? 'tables' : 'functions'} in schema ${quoted(target)}`;
      const todo = `Grant on each by its name. Where it was applied, add first: revoke all on ${all} from ${roles};`;
      return [`A privilege on ${all} is granted to ${roles}`, why, todo];
    }
    case 'schema':
      return [
        `${roles} may create in the schema ${quoted(target)}`,
        'a table that a user makes is its own, and no policy of ours holds it',
        `Grant usage and no more: revoke create on schema ${quoted(target)} from ${roles};`,
      ];
    case 'membership':
      return [
        `${roles} is made a member of ${quoted(target)}`,
        'a member has all rights of the role, and no grant on a table shows it',
        `Grant on the tables by name, and add: revoke ${quoted(target)} from ${roles};`,
      ];
    case 'bypassrls':
      return [
        `${roles} is let past row-level security`,
        'the policies are what stands between one user and the rows of another',
        `Add: alter role ${quoted(target)} nobypassrls;`,
      ];
  }
}

/** What is wrong with rights that reach further than one table. */
export function wideFaults(wide: Wide): Fault[] {
  const roles = wide.kind === 'all tables' ? served : callers;
  const wrong = wide.grants.filter(
    ({ role, privilege }) => roles.includes(role) && (wide.kind !== 'schema' || privilege === 'create'),
  );
  return byStatement(wrong).flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    return [faultAt(first.at, ...toldOf(wide, [...new Set(group.map(({ role }) => role))].join(', ')))];
  });
}
